/// What is declared of row 5, the people's diary.
#include "models/mechanisms/peoples_diary.hpp"
#include "models/sections.hpp"
#include "sim/time.hpp"

namespace cogov {

using namespace diary;

namespace {

std::vector<std::string> occasion_words() {
  std::vector<std::string> words;
  for (const Occasion& occasion : occasions) words.emplace_back(occasion.word);
  return words;
}

std::vector<Param> entry_params() {
  constexpr Tag a = Tag::assumption;
  return {
      real_param("entry_chance", .6, 0, 1, "1",
                 "chance that a matter of the household comes up at the door and is written down",
                 "入户时听到并记入日记的概率", "assumption", a, .3, .9),
      real_param("minutes", 4, 0, 120, "min", "of paperwork to write an entry", "每条记录用时", "assumption", a, 2, 10),
      whole_param("answer_days", 7, 1, 365, "d", "from an entry to its answer", "答复期限", "assumption", a),
      real_param("answer_minutes", 5, 0, 120, "min", "of paperwork to answer an entry", "每条答复用时", "assumption", a,
                 2, 15),
      real_param("answer_weight", .5, 0, 10, "1",
                 "of an answer in the belief that a report gets fixed; an own report's outcome weighs 1",
                 "答复在信任中的权重", "assumption", a, .1, 1),
      real_param("patience", 1.5, 1, 10, "1", "times as long a household waits with a report after an answer",
                 "收到答复后耐心倍数", "assumption", a, 1, 3),
      whole_param("patient_days", 60, 0, 3650, "d", "for so long after an answer", "耐心持续天数", "assumption", a),
  };
}

std::vector<Param> occasion_params() {
  constexpr Tag a = Tag::assumption;
  const std::vector<std::string> words = occasion_words();
  return {
      {.key = "occasions",
       .type = Type::list,
       .fallback = std::vector<std::string>(words.begin(), words.begin() + 5),
       .unit = "",
       .meaning = "on which the worker calls at a home: an accident, a dispute, an illness of who lives alone, ...",
       .meaning_zh = "必访情形（五必访）",
       .source = "claim: Yantai, diaries with five visits; which five is an assumption",
       .tag = a,
       .choices = words},
      real_param("word_gets_round", .3, 0, 1, "1", "chance that the worker hears of an occasion that nobody reports",
                 "未上报情形为网格员所知的概率", "assumption", a, .1, .6),
      whole_param("within_days", 7, 0, 365, "d", "after which it is too late for the visit", "走访时限", "assumption",
                  a),
      real_param("visit_minutes", 25, 0, 480, "min", "of such a visit, the way not included",
                 "每次必访用时（不含路途）", "assumption", a, 10, 45),
      real_param("refusal_chance", .1, 0, 1, "1", "chance that the door stays shut", "拒访概率", "assumption", a, .02,
                 .3),
  };
}

std::vector<Param> all_params() {
  std::vector<Param> params = entry_params();
  for (Param& param : occasion_params()) params.push_back(std::move(param));
  return params;
}

}  // namespace

Section peoples_diary_section() {
  constexpr double per_hour = 1.0 / hour_seconds;
  return {
      .key = "peoples_diary",
      .title = "The people's diary and the five visits",
      .title_zh = "民情日记与五必访",
      .rule =
          "what a household tells at its door is written down, taken note of, and answered within some days; an answer "
          "with the matter fixed is a kept word, one without lowers belief; on five occasions a worker calls at a home "
          "when no request waits",
      .rule_zh = "入户听到的事逐条记录、限期答复；答复时已解决则守信，未解决则信任下降；五种情形必访",
      .fails_by = "a reply is not a repair: answers without one teach people not to report; writing eats service time",
      .fails_by_zh = "答复不等于解决：空头答复令人不再上报；记录挤占服务时间",
      .rows = {5},
      .source = "claim: Yantai, 22 diary books, over 30,000 entries, every entry answered",
      .tag = Tag::claim,
      .moves = {"found_first_share", "paperwork_share", "visits", "burden_days_mean", "unmet_days_vulnerable",
                "response_hours_p90", "belief", "reported_requests", "burnt_out_share"},
      .switchable = true,
      .lead_days = 14,
      .params = all_params(),
      .measures = {{"diary_entries", "1", Better::neither, "Entries in the people's diary", "民情日记条数", entries},
                   {"diary_answers", "1", Better::neither, "Entries that were answered", "已答复条数", answers},
                   {"diary_fixed_share", "1", Better::higher,
                    "Share of the diary's answers that came with the matter fixed", "答复时已解决的比例", fixed_answers,
                    answers},
                   {"diary_late_answers", "1", Better::lower, "Entries answered late, because nobody was at work",
                    "逾期答复条数", late_answers},
                   {"diary_hours", "h", Better::lower, "Hours of staff that the diary asks for", "日记所需工时",
                    seconds, -1, per_hour},
                   {"occasions_known", "1", Better::neither, "Occasions for one of the five visits that staff heard of",
                    "获知的必访情形数", due_visits},
                   {"occasion_visits", "1", Better::neither, "Visits made on the five occasions", "五必访次数",
                    made_visits}},
      .ledgers = {{"diary_by_ledger",
                   "1",
                   Better::higher,
                   "Entries in the diary that were answered, in three ledgers; truth: fixed by then, records: "
                   "answered, claims: every entry",
                   "三本账：民情日记件件有回音（真实：答复时已解决；记录：已答复；宣称：全部条目）",
                   {fixed_answers},
                   {answers},
                   {entries}}},
      .events = {"entry", "answer: fixed", "answer: not fixed", "visit on an occasion"},
  };
}

}  // namespace cogov

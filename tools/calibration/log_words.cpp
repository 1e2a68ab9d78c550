#include "tools/calibration/log_words.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "models/request_kinds.hpp"

namespace cogov {

namespace {

char small(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }
bool is_letter(char letter) { return small(letter) >= 'a' && small(letter) <= 'z'; }
bool is_plain(char letter) {
  return is_letter(letter) || (letter >= '0' && letter <= '9') || static_cast<unsigned char>(letter) >= 0x80;
}

/// Whether a word begins somewhere in a text; a word of Latin letters not in the middle of another.
bool mentions(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (at == 0 || !is_letter(word.front()) || !is_letter(text[at - 1])) return true;
  }
  return false;
}

std::string in_small(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), small);
  return result;
}

template <class Meaning>
struct Word {
  const char* word;
  Meaning meaning;
};

/// The meaning of the longest word that a text mentions.
template <class Meaning>
std::optional<Meaning> longest(std::string_view text, std::span<const Word<Meaning>> words) {
  const std::string plain = in_small(text);
  std::optional<Meaning> best;
  std::size_t length = 0;
  for (const Word<Meaning>& each : words) {
    const std::string_view word = each.word;
    if (word.size() > length && mentions(plain, word)) {
      best = each.meaning;
      length = word.size();
    }
  }
  return best;
}

// Words of the types that public request logs use, and of 12345 hotlines. Guesses: shown to the user, who can say
// otherwise.
constexpr Word<const char*> kind_words[] = {
    {"graffiti", "litter"},
    {"illegal dumping", "litter"},
    {"bulky", "litter"},
    {"bulk item", "litter"},
    {"metal/household", "litter"},
    {"household appliance", "litter"},
    {"electronic waste", "litter"},
    {"dead animal", "litter"},
    {"garbage", "litter"},
    {"trash", "litter"},
    {"litter", "litter"},
    {"street cleaning", "litter"},
    {"dirty", "litter"},
    {"sanitation", "litter"},
    {"unsanitary", "litter"},
    {"missed collection", "litter"},
    {"needle", "litter"},
    {"overflowing", "litter"},
    {"refuse", "litter"},
    {"recycling", "litter"},
    {"vendor dump", "litter"},
    {"垃圾", "litter"},
    {"乱堆", "litter"},
    {"堆放", "litter"},
    {"环境卫生", "litter"},
    {"市容环境", "litter"},
    {"乱扔", "litter"},
    {"小广告", "litter"},
    {"保洁不", "litter"},
    {"脏乱", "litter"},
    {"blocked driveway", "fire_lane"},
    {"illegal parking", "fire_lane"},
    {"parking enforcement", "fire_lane"},
    {"fire lane", "fire_lane"},
    {"blocked hydrant", "fire_lane"},
    {"double parked", "fire_lane"},
    {"消防通道", "fire_lane"},
    {"占道", "fire_lane"},
    {"违停", "fire_lane"},
    {"违章停车", "fire_lane"},
    {"乱停", "fire_lane"},
    {"占用通道", "fire_lane"},
    {"飞线", "charging_wires"},
    {"充电", "charging_wires"},
    {"e-bike", "charging_wires"},
    {"streetlight", "street_fault"},
    {"street light", "street_fault"},
    {"pothole", "street_fault"},
    {"sidewalk", "street_fault"},
    {"manhole", "street_fault"},
    {"street condition", "street_fault"},
    {"curb", "street_fault"},
    {"pavement", "street_fault"},
    {"paving", "street_fault"},
    {"sign repair", "street_fault"},
    {"traffic signal", "street_fault"},
    {"signal repair", "street_fault"},
    {"street sign", "street_fault"},
    {"路灯", "street_fault"},
    {"井盖", "street_fault"},
    {"路面", "street_fault"},
    {"坑洼", "street_fault"},
    {"道路", "street_fault"},
    {"人行道", "street_fault"},
    {"市政设施", "street_fault"},
    {"红绿灯", "street_fault"},
    {"sewer", "leak"},
    {"leak", "leak"},
    {"plumbing", "leak"},
    {"water waste", "leak"},
    {"water system", "leak"},
    {"catchbasin", "leak"},
    {"catch basin", "leak"},
    {"flooding", "leak"},
    {"下水", "leak"},
    {"漏水", "leak"},
    {"污水", "leak"},
    {"管道", "leak"},
    {"积水", "leak"},
    {"反水", "leak"},
    {"elevator", "building_fault"},
    {"door/window", "building_fault"},
    {"paint/plaster", "building_fault"},
    {"flooring/stairs", "building_fault"},
    {"electric", "building_fault"},
    {"roof", "building_fault"},
    {"building maintenance", "building_fault"},
    {"living conditions", "building_fault"},
    {"电梯", "building_fault"},
    {"楼道", "building_fault"},
    {"门禁", "building_fault"},
    {"屋顶", "building_fault"},
    {"单元门", "building_fault"},
    {"外墙", "building_fault"},
    {"房屋维修", "building_fault"},
    {"heat/hot water", "utilities_off"},
    {"heat -", "utilities_off"},
    {"no heat", "utilities_off"},
    {"heating", "utilities_off"},
    {"water outage", "utilities_off"},
    {"power outage", "utilities_off"},
    {"停水", "utilities_off"},
    {"停电", "utilities_off"},
    {"停暖", "utilities_off"},
    {"供暖", "utilities_off"},
    {"供热", "utilities_off"},
    {"供水", "utilities_off"},
    {"供电", "utilities_off"},
    {"暖气", "utilities_off"},
    {"停气", "utilities_off"},
    {"building/use", "illegal_structure"},
    {"illegal conversion", "illegal_structure"},
    {"illegal construction", "illegal_structure"},
    {"illegal structure", "illegal_structure"},
    {"违建", "illegal_structure"},
    {"违章建筑", "illegal_structure"},
    {"违法建设", "illegal_structure"},
    {"占绿", "illegal_structure"},
    {"私搭", "illegal_structure"},
    {"毁绿", "illegal_structure"},
    {"noise", "noise_dogs"},
    {"loud", "noise_dogs"},
    {"barking", "noise_dogs"},
    {"dog", "noise_dogs"},
    {"animal noise", "noise_dogs"},
    {"噪音", "noise_dogs"},
    {"噪声", "noise_dogs"},
    {"扰民", "noise_dogs"},
    {"养犬", "noise_dogs"},
    {"犬", "noise_dogs"},
    {"遛狗", "noise_dogs"},
    {"dispute", "dispute"},
    {"neighbor", "dispute"},
    {"neighbour", "dispute"},
    {"纠纷", "dispute"},
    {"邻里", "dispute"},
    {"调解", "dispute"},
    {"benefit", "papers"},
    {"certificate", "papers"},
    {"social security", "papers"},
    {"food stamp", "papers"},
    {"社保", "papers"},
    {"低保", "papers"},
    {"证明", "papers"},
    {"医保", "papers"},
    {"户口", "papers"},
    {"户籍", "papers"},
    {"公积金", "papers"},
    {"残疾证", "papers"},
    {"养老金", "papers"},
    {"社会保障", "papers"},
    {"errand", "errands"},
    {"跑腿", "errands"},
    {"缴费", "errands"},
    {"代办", "errands"},
    {"代买", "errands"},
    {"home care", "home_care"},
    {"housekeeping", "home_care"},
    {"理发", "home_care"},
    {"家政", "home_care"},
    {"助浴", "home_care"},
    {"剪甲", "home_care"},
    {"small repair", "home_repairs"},
    {"home repair", "home_repairs"},
    {"家电", "home_repairs"},
    {"水电维修", "home_repairs"},
    {"上门维修", "home_repairs"},
    {"小修", "home_repairs"},
    {"medical", "medical_help"},
    {"check-up", "medical_help"},
    {"配药", "medical_help"},
    {"陪诊", "medical_help"},
    {"量血压", "medical_help"},
    {"就医", "medical_help"},
    {"体检", "medical_help"},
    {"lonel", "loneliness"},
    {"孤独", "loneliness"},
    {"心理", "loneliness"},
    {"独居", "loneliness"},
    {"wellness check", "emergency"},
    {"ambulance", "emergency"},
    {"急救", "emergency"},
    {"摔倒", "emergency"},
    {"走失", "emergency"},
    {"突发", "emergency"},
    {"job", "jobs"},
    {"employment", "jobs"},
    {"就业", "jobs"},
    {"求职", "jobs"},
    {"招聘", "jobs"},
    {"技能培训", "jobs"},
    {"child care", "child_care"},
    {"school", "child_care"},
    {"day care", "child_care"},
    {"入学", "child_care"},
    {"托管", "child_care"},
    {"托幼", "child_care"},
    {"学区", "child_care"},
    {"教育", "child_care"},
    {"加装电梯", "shared_works"},
    {"加梯", "shared_works"},
    {"车位", "shared_works"},
    {"物业费", "shared_works"},
    {"物业服务", "shared_works"},
    {"物业管理", "shared_works"},
    {"业委会", "shared_works"},
};

constexpr Word<LogWay> channel_words[] = {
    {"phone", LogWay::phone},         {"call", LogWay::phone},          {"voice", LogWay::phone},
    {"hotline", LogWay::phone},       {"电话", LogWay::phone},          {"热线", LogWay::phone},
    {"来电", LogWay::phone},          {"12345", LogWay::phone},         {"app", LogWay::online},
    {"mobile", LogWay::online},       {"online", LogWay::online},       {"web", LogWay::online},
    {"mail", LogWay::online},         {"email", LogWay::online},        {"e-mail", LogWay::online},
    {"internet", LogWay::online},     {"twitter", LogWay::online},      {"social media", LogWay::online},
    {"self service", LogWay::online}, {"self-service", LogWay::online}, {"selfservice", LogWay::online},
    {"chat", LogWay::online},         {"text", LogWay::online},         {"open311", LogWay::online},
    {"微信", LogWay::online},         {"网站", LogWay::online},         {"网络", LogWay::online},
    {"小程序", LogWay::online},       {"公众号", LogWay::online},       {"客户端", LogWay::online},
    {"微博", LogWay::online},         {"邮箱", LogWay::online},         {"网上", LogWay::online},
    {"互联网", LogWay::online},       {"walk", LogWay::in_person},      {"letter", LogWay::in_person},
    {"in person", LogWay::in_person}, {"counter", LogWay::in_person},   {"council", LogWay::in_person},
    {"来访", LogWay::in_person},      {"窗口", LogWay::in_person},      {"信件", LogWay::in_person},
    {"来信", LogWay::in_person},      {"上门", LogWay::in_person},      {"driver self report", LogWay::staff},
    {"employee", LogWay::staff},      {"proactive", LogWay::staff},     {"staff", LogWay::staff},
    {"inspector", LogWay::staff},     {"city worker", LogWay::staff},   {"queue initiated", LogWay::staff},
    {"crew", LogWay::staff},          {"dispatch", LogWay::staff},      {"网格", LogWay::staff},
    {"巡查", LogWay::staff},          {"主动发现", LogWay::staff},      {"自查", LogWay::staff},
    {"采集员", LogWay::staff},        {"监督员", LogWay::staff},        {"主动治理", LogWay::staff},
};

constexpr Word<LogStage> stage_words[] = {
    {"closed", LogStage::closed},       {"resolved", LogStage::closed},
    {"complete", LogStage::closed},     {"fixed", LogStage::closed},
    {"办结", LogStage::closed},         {"结案", LogStage::closed},
    {"完成", LogStage::closed},         {"已关闭", LogStage::closed},
    {"已回复", LogStage::closed},       {"归档", LogStage::closed},
    {"not complete", LogStage::open},   {"incomplete", LogStage::open},
    {"unresolved", LogStage::open},     {"not closed", LogStage::open},
    {"not resolved", LogStage::open},   {"未办结", LogStage::open},
    {"未结案", LogStage::open},         {"未完成", LogStage::open},
    {"待办结", LogStage::open},         {"cancel", LogStage::cancelled},
    {"void", LogStage::cancelled},      {"withdrawn", LogStage::cancelled},
    {"撤销", LogStage::cancelled},      {"撤单", LogStage::cancelled},
    {"作废", LogStage::cancelled},      {"不予受理", LogStage::cancelled},
    {"duplicate", LogStage::duplicate}, {"closed - duplicate", LogStage::duplicate},
    {"重复件", LogStage::duplicate},    {"closed (duplicate", LogStage::duplicate},
    {"重复", LogStage::duplicate},
};

std::vector<std::string> headers_of(LogField role) {
  switch (role) {
    case LogField::id:
      return {"srnumber",
              "uniquekey",
              "caseenquiryid",
              "servicerequestid",
              "servicerequestnumber",
              "caseid",
              "requestid",
              "casenumber",
              "ticketid",
              "诉求编号",
              "工单编号",
              "工单号",
              "事件编号",
              "编号",
              "单号",
              "id"};
    case LogField::kind:
      return {"requesttype", "complainttype", "type",     "servicename", "srtype",   "casetype",  "issuetype",
              "kind",        "诉求类型",      "诉求类别", "诉求分类",    "事件类型", "问题类型",  "工单类型",
              "类型",        "类别",          "分类",     "category",    "reason",   "casetitle", "subject"};
    case LogField::opened:
      return {"createddate",       "createdat",   "opendt",      "openeddate",   "opened",   "opendate", "dateopened",
              "requesteddatetime", "requestdate", "datecreated", "creationdate", "诉求时间", "受理时间", "来电时间",
              "登记时间",          "创建时间",    "上报时间",    "反映时间",     "接单时间"};
    case LogField::closed:
      return {"closeddate", "closedat",     "closeddt",       "dateclosed",    "closed",
              "closedate",  "resolveddate", "resolutiondate", "completeddate", "completiondate",
              "办结时间",   "结案时间",     "完成时间",       "关闭时间",      "办理完成时间"};
    case LogField::updated:
      return {"updateddate",
              "updatedat",
              "updateddatetime",
              "lastupdated",
              "lastmodified",
              "lastmodifieddate",
              "resolutionactionupdateddate",
              "更新时间",
              "回复时间",
              "反馈时间"};
    case LogField::status:
      return {"status", "casestatus", "srstatus", "statusdescription", "状态", "办理状态", "工单状态", "诉求状态"};
    case LogField::channel:
      return {"requestsource", "opendatachanneltype",
              "channeltype",   "methodreceived",
              "source",        "origin",
              "channel",       "渠道",
              "来源",          "诉求来源",
              "受理渠道",      "来源渠道",
              "诉求渠道",      "工单来源"};
    case LogField::latitude:
      return {"latitude", "lat", "纬度"};
    case LogField::longitude:
      return {"longitude", "long", "lon", "lng", "经度"};
    case LogField::address:
      return {"address",
              "incidentaddress",
              "streetaddress",
              "locationstreetname",
              "approximateaddress",
              "地址",
              "诉求地址",
              "事发地址",
              "详细地址",
              "地点",
              "位置",
              "小区",
              "location"};
    case LogField::duplicate:
      return {"duplicate", "isduplicate", "duplicateof", "parentsrnumber", "是否重复", "重复件"};
  }
  return {};
}

int kind_of_key(std::string_view key) {
  const std::vector<std::string>& keys = kind_keys();
  const auto at = std::find(keys.begin(), keys.end(), key);
  return at == keys.end() ? no_kind : static_cast<int>(at - keys.begin());
}

}  // namespace

std::string plain_header(std::string_view header) {
  std::string plain;
  for (const char letter : header) {
    if (is_plain(letter)) plain += small(letter);
  }
  return plain;
}

const std::vector<std::string>& known_headers(LogField role) {
  static const std::array<std::vector<std::string>, log_field_count> all = [] {
    std::array<std::vector<std::string>, log_field_count> lists;
    for (std::size_t i = 0; i < log_field_count; ++i) lists[i] = headers_of(static_cast<LogField>(i));
    return lists;
  }();
  return all[static_cast<std::size_t>(role)];
}

int guess_kind(std::string_view type) {
  const std::string plain = in_small(type);
  for (std::size_t i = 0; i < kind_count; ++i) {  // the model's own words
    if (plain == kind_keys()[i] || plain == kind_titles()[i] || plain == kind_titles_zh()[i])
      return static_cast<int>(i);
  }
  const std::optional<const char*> key = longest<const char*>(type, kind_words);
  return key ? kind_of_key(*key) : no_kind;
}

LogWay guess_way(std::string_view channel) { return longest<LogWay>(channel, channel_words).value_or(LogWay::other); }

LogStage guess_stage(std::string_view status) {
  return longest<LogStage>(status, stage_words).value_or(LogStage::open);
}

bool says_duplicate(std::string_view field) {
  const std::string plain = in_small(field);
  for (const char* no : {"", "0", "false", "no", "n", "否", "nan", "null", "none", "n/a"}) {
    if (plain == no) return false;
  }
  return true;
}

}  // namespace cogov

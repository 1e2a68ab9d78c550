/** A traced day of one community, as tools/day_data.hpp makes it. Metres east and north of the south-west corner;
 *  seconds from the midnight at which the day begins, below zero on days before, 86400 and more on days after. */
import type { Text } from "./types";

export interface DayPlace {
  width: number;
  height: number;
  /** By kind (road, lane, gate): x, y, x, y of one street after another. Streets may reach beyond the place. */
  streets: number[][];
  /** [x, y, households] */
  buildings: number[][];
  centre: number[];
  shops: number[][];
  /** Null where no rider went to one. */
  restStation: number[] | null;
}

/** Movers as in the program: 0 resident, 1 grid worker, 2 volunteer, 3 courier, 4 partner. */
export interface DayTrip {
  mover: number;
  who: number;
  /** As DayData.purposes. */
  purpose: number;
  rides: boolean;
  /** t, x, y of each corner; times rise. Ways that come from outside of the place or leave it are cut off there. */
  path: number[];
}

export interface DayRequest {
  /** As DayData.kinds. */
  kind: number;
  /** In DayPlace.buildings. */
  building: number;
  /** A resident's need; otherwise something in or about the building. */
  personal: boolean;
  onset: number;
  noticed: number | null;
  reported: number | null;
  /** Given to the server who had it last. */
  dispatched: number | null;
  /** When somebody first began to work on it. */
  service: number | null;
  /** Last closed in the records, truly fixed or not. */
  closed: number | null;
  /** Truly fixed. */
  fixed: number | null;
  /** Not fixed, and yet no more: given up by its resident (`withdrawn`), or gone by itself or turned into another. */
  ended: number | null;
  withdrawn: boolean;
  /** As DayData.finders; 0: nobody. */
  finder: number;
  /** Who had it last, as DayData.servers; null: nobody. */
  server: number | null;
  /** Who of the staff worked on it last: DayTrip.who of a grid worker, or a clerk. */
  worker: number | null;
  handOffs: number;
  /** Services begun in all. */
  attempts: number;
}

export interface DayData {
  place: DayPlace;
  /** Since day 0. */
  day: number;
  /** 0: Monday. */
  weekday: number;
  trips: DayTrip[];
  /** Everything that people lived with at some time of the day, in the order in which it arose. */
  requests: DayRequest[];
  kinds: Text[];
  purposes: Text[];
  finders: Text[];
  servers: Text[];
}

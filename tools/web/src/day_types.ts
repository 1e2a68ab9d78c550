/** A traced day of one community, as tools/day_data.hpp makes it. Metres east and north of the south-west corner;
 *  seconds from the midnight at which the day begins. */
import type { Text } from "./types";

export interface DayPlace {
  width: number;
  height: number;
  /** By kind (road, lane, gate): x, y, x, y of one street after another. */
  streets: number[][];
  /** [x, y, households] */
  buildings: number[][];
  centre: number[];
  shops: number[][];
  restStation: number[] | null;
}

/** Movers as in the program: 0 resident, 1 grid worker, 2 volunteer, 3 courier, 4 partner. */
export interface DayTrip {
  mover: number;
  who: number;
  /** As DayData.purposes. */
  purpose: number;
  rides: boolean;
  /** t, x, y of each corner. */
  path: number[];
}

export interface DayRequest {
  /** As DayData.kinds. */
  kind: number;
  x: number;
  y: number;
  onset: number;
  noticed: number | null;
  reported: number | null;
  dispatched: number | null;
  service: number | null;
  /** Closed in the records. */
  closed: number | null;
  /** Truly fixed. */
  fixed: number | null;
  /** Given up by whoever had it, or gone by itself. */
  ended: number | null;
  /** As DayData.finders; 0: nobody. */
  finder: number;
  /** As DayData.servers; null: nobody came. */
  server: number | null;
}

export interface DayData {
  place: DayPlace;
  /** Since day 0. */
  day: number;
  /** 0: Monday. */
  weekday: number;
  trips: DayTrip[];
  /** Everything that was open at some time of the day. */
  requests: DayRequest[];
  kinds: Text[];
  purposes: Text[];
  finders: Text[];
  servers: Text[];
}

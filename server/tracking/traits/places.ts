import { isIP } from 'node:net';

import { open, type CityResponse, type Reader } from 'maxmind';

import { isNetwork, plain } from '../../lib/network';

export interface Place {
  /** ISO 3166-1, two letters. */
  country: string | null;
  city: string | null;
}

export const NOWHERE: Place = { country: null, city: null };

export interface Places {
  /** Where an address is, as far as the file knows. Of a mere network only the country is told. */
  of(ip: string): Place;
}

/** Databases that tell places call themselves so, e.g. `GeoLite2-City`, `DBIP-Country-Lite`. */
const OF_PLACES = /city|country|enterprise/i;

/**
 * Reads a file of MaxMind's format into memory. A newer one is taken up with the next start.
 * @throws Error that names the option where there is no such file, or it holds no places.
 */
export async function openPlaces(file: string): Promise<Places> {
  const refuse = (why: string) => new Error(`tracking.geoFile: ${file} ${why}`);
  let reader: Reader<CityResponse>;
  try {
    reader = await open<CityResponse>(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw refuse(code ? `cannot be read (${code})` : 'is not a database in MaxMind’s format (.mmdb)');
  }
  const { databaseType } = reader.metadata;
  if (!OF_PLACES.test(databaseType))
    throw refuse(`is of type ${databaseType}; give one of cities or countries`);
  return {
    of(given) {
      const ip = plain(given.split('%')[0] ?? '');
      const found = isIP(ip) ? reader.get(ip) : null;
      const { es, en } = found?.city?.names ?? {};
      return {
        country: found?.country?.iso_code ?? null,
        city: isNetwork(ip) ? null : (es ?? en ?? null),
      };
    },
  };
}

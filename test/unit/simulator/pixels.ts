import { createCanvas, loadImage } from '@napi-rs/canvas';

/** A part of a picture of 1280 by 720. */
export type Area = readonly [x: number, y: number, width: number, height: number];

export const ALL: Area = [0, 0, 1280, 720];
/** Below the overlay's upper line, above its lower one, and without the badge. */
export const MIDDLE: Area = [0, 100, 1280, 520];

/** A decoded picture, measured as if it were 1280 wide. */
export class Picture {
  private constructor(private readonly data: Uint8ClampedArray) {}

  static async decode(jpeg: Buffer): Promise<Picture> {
    const context = createCanvas(1280, 720).getContext('2d');
    context.drawImage(await loadImage(jpeg), 0, 0, 1280, 720);
    return new Picture(context.getImageData(0, 0, 1280, 720).data);
  }

  at(x: number, y: number): [red: number, green: number, blue: number] {
    const [red = 0, green = 0, blue = 0] = this.data.subarray((y * 1280 + x) * 4, (y * 1280 + x) * 4 + 3);
    return [red, green, blue];
  }

  /** The mean brightness of an area, 0 to 255. */
  brightness(area: Area = MIDDLE): number {
    return this.mean(area, (red, green, blue) => (red + green + blue) / 3);
  }

  /** How far the area's colours are from grey, on average. */
  colour(area: Area = MIDDLE): number {
    return this.mean(area, (...parts) => Math.max(...parts) - Math.min(...parts));
  }

  /** How much neighbours differ: less where the picture is blurred. */
  detail([left, top, width, height]: Area = MIDDLE): number {
    let sum = 0;
    for (let y = top; y < top + height; y += 2) {
      for (let x = left; x < left + width - 2; x += 2) {
        sum += Math.abs(this.at(x, y)[1] - this.at(x + 2, y)[1]);
      }
    }
    return (sum * 4) / (width * height);
  }

  /** How much two pictures differ in an area, when this one's content is moved by `shift` first. */
  difference(other: Picture, [left, top, width, height]: Area = MIDDLE, shift = 0): number {
    let [sum, count] = [0, 0];
    for (let y = top; y < top + height; y += 8) {
      for (let x = left; x < left + width; x += 8) {
        const from = x - shift;
        if (from < left || from >= left + width) continue;
        sum += Math.abs(this.at(from, y)[1] - other.at(x, y)[1]);
        count++;
      }
    }
    return sum / count;
  }

  /** By how many pixels to the right this picture's content lies in the other one. */
  shiftTo(other: Picture, area: Area = MIDDLE): number {
    const shifts = Array.from({ length: 201 }, (_, i) => (i - 100) * 4);
    const differences = shifts.map((shift) => this.difference(other, area, shift));
    return shifts[differences.indexOf(Math.min(...differences))] ?? 0;
  }

  private mean([left, top, width, height]: Area, of: (...parts: [number, number, number]) => number): number {
    let sum = 0;
    for (let y = top; y < top + height; y += 4) {
      for (let x = left; x < left + width; x += 4) sum += of(...this.at(x, y));
    }
    return (sum * 16) / (width * height);
  }
}

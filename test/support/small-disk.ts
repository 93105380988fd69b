import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of so many bytes, in memory. Mounting takes a root, or one who may act as such. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'seatledger-disk-'));
  readonly #ballast = join(this.folder, 'ballast');

  /** Nothing, where it can't be mounted. */
  static mount(bytes: number): SmallDisk | undefined {
    const disk = new SmallDisk();
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', disk.folder]);
    if (status === 0) return disk;
    rmdirSync(disk.folder);
    return undefined;
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Leaves so many bytes free. */
  fill(freeBytes: number): void {
    writeFileSync(this.#ballast, Buffer.alloc(Math.max(0, this.freeBytes - freeBytes)));
  }

  free(): void {
    rmSync(this.#ballast);
  }

  unmount(): void {
    spawnSync('umount', [this.folder]);
    rmdirSync(this.folder);
  }
}

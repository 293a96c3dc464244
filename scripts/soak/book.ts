import { DebtBook, type DebtPage } from '../../camera/debts';

/** A book of debts that tells who is still owed a rest: what one client leaves owing, the next makes up for. */
export class SoakBook extends DebtBook {
  readonly #owing = new Set<string>();

  override page(address: string): DebtPage {
    const page = super.page(address);
    const write: DebtPage['write'] = (debt) => {
      if (debt) this.#owing.add(address);
      else if (page.isMine()) this.#owing.delete(address);
      return page.write(debt);
    };
    return { ...page, write };
  }

  owes(address: string): boolean {
    return this.#owing.has(address);
  }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>What pages of the books say of opening balances from the system before.</summary>
/// <param name="Region">The region.</param>
/// <param name="Booked">What was booked, oldest first.</param>
/// <param name="Unbooked">Imports that the books lack.</param>
/// <param name="MayOpen">True where the reader may open an import.</param>
internal sealed record OpeningNote(RegionCode Region, IReadOnlyList<Opening> Booked, int Unbooked, bool MayOpen)
{
    /// <summary>The note of a page on all accounts, or on one; null where there is nothing to say.</summary>
    public static async Task<OpeningNote?> OfAsync(
        ImportReading imports, RegionCode region, Actor actor, (Book Book, AccountCode? Account) page, CancellationToken cancel)
    {
        if (page.Book != Book.LO || page.Account is { } account && account != PbbAccounts.Receivable && account != PbbAccounts.Equity)
        {
            return null;
        }

        var booked = (await imports.OpeningsAsync(region, cancel)).FindAll(o => o.Bills > 0);
        var unbooked = (await imports.UnbookedAsync(region, cancel)).Count;
        return booked.Count == 0 && unbooked == 0 ? null
            : new(region, booked, unbooked, actor.May(RegisterPermissions.Read, region));
    }

    /// <summary>One import in words.</summary>
    public string Say(Opening opening, Texts texts) => texts["Revenue.Books.OpenedBy", Formats.Date(opening.ValueOn),
        LedgerWords.Balance(opening.Debit - opening.Credit), opening.Bills];
}

using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>A journal.</summary>
public readonly record struct JournalId(Guid Value) : IGuidId<JournalId>
{
    /// <inheritdoc />
    public static JournalId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>What a journal says besides its lines.</summary>
public sealed record JournalHead
{
    /// <summary>Whose ledger.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>
    /// Idempotency key, 1 to 200 characters, once in a region: name its channel first (<c>assessment/2026/17</c>). The same key with the
    /// same content gives the first receipt again; with other content it is refused.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>Kind of event, stable: <c>revenue.assessment-posted</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Identifier of what it stands for, in the module that posts.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Legal date of the fact. It is the posting date as well where its month is open and it is not in the future; else the day of posting
    /// is.
    /// </summary>
    public required DateOnly ValueOn { get; init; }

    /// <summary>Who posts.</summary>
    public required Actor By { get; init; }

    /// <summary>True for entries that complete a month: they may still be posted into a month that is closed softly.</summary>
    public bool Adjusts { get; init; }
}

/// <summary>
/// A line: exactly one of debit and credit is positive, whole rupiah. Subject, period and unit are what balances can be asked by.
/// </summary>
/// <param name="Book">Which book.</param>
/// <param name="Account">An account of the chart without accounts below it.</param>
/// <param name="Debit">Rupiah, 0 on the credit side.</param>
/// <param name="Credit">Rupiah, 0 on the debit side.</param>
/// <param name="Subject">What it is about, up to 40 characters: NOP, NPWPD, number of a bank account. Empty where nothing.</param>
/// <param name="Period">Period of the fact, a year (2026) or a month (202603); 0 where none.</param>
/// <param name="Unit">Organisational unit or area, up to 20 characters. Empty where none.</param>
public readonly record struct JournalLine(
    Book Book, AccountCode Account, long Debit, long Credit, string Subject = "", int Period = 0, string Unit = "")
{
    /// <summary>A line on the debit side.</summary>
    public static JournalLine Dr(Book book, AccountCode account, long amount, string subject = "", int period = 0, string unit = "") =>
        new(book, account, amount, 0, subject, period, unit);

    /// <summary>A line on the credit side.</summary>
    public static JournalLine Cr(Book book, AccountCode account, long amount, string subject = "", int period = 0, string unit = "") =>
        new(book, account, 0, amount, subject, period, unit);
}

/// <summary>A journal to be posted.</summary>
/// <param name="Head">What it says besides its lines.</param>
/// <param name="Lines">Two or more; debits equal credits in each book.</param>
public sealed record JournalDraft(JournalHead Head, IReadOnlyList<JournalLine> Lines);

/// <summary>What was posted: the first answer, which every repetition gets again.</summary>
/// <param name="Region">Whose ledger.</param>
/// <param name="Id">The journal.</param>
/// <param name="ValueOn">Legal date of the fact.</param>
/// <param name="PostedOn">Posting date; its month says in which period the journal counts.</param>
/// <param name="BookedOn">Legal date of the day whose hash it is in.</param>
/// <param name="PostedAt">When, UTC.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="Total">Sum of the debits over all books, rupiah.</param>
public sealed record JournalReceipt(
    RegionCode Region, JournalId Id, DateOnly ValueOn, DateOnly PostedOn, DateOnly BookedOn, DateTime PostedAt, int Lines, long Total);

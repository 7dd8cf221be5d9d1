using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>The words that the pages of the ledger share.</summary>
internal static class LedgerWords
{
    private const string Nothing = "–";

    /// <summary>Debits less credits; a balance on the credit side stands in brackets, as books write it.</summary>
    public static string Balance(long rupiah) => rupiah < 0 ? $"({Formats.Money(-rupiah)})" : Formats.Money(rupiah);

    /// <summary>A balance in a table.</summary>
    public static Cell BalanceCell(long rupiah) => Cell.Money(rupiah, rupiah < 0 ? Balance(rupiah) : null);

    /// <summary>One side of a line: the other has the amount where this has none.</summary>
    public static Cell Side(long rupiah) => Cell.Money(rupiah, rupiah == 0 ? Nothing : null);

    /// <summary>The year or month that a line is about.</summary>
    public static string Period(int period) => period == 0 ? Nothing : period.ToString(CultureInfo.InvariantCulture);

    /// <summary>A NOP with its points; anything else as it is.</summary>
    public static string Subject(string subject) =>
        subject.Length == 0 ? Nothing : subject.Length == 18 && Nop.TryParse(subject, out var nop) ? nop.ToString() : subject;

    /// <summary>Name of an event that this module posts, else its code.</summary>
    public static string Event(string name, Texts texts) => name switch
    {
        PbbAccounts.Assessed => texts["Revenue.Books.PbbAssessed"],
        PbbAccounts.Opened => texts["Revenue.Books.PbbOpened"],
        ChargeDesk.PostedEvent => texts["Revenue.Books.ChargePosted"],
        ChargeDesk.PaidEvent => texts["Revenue.Books.ChargePaid"],
        _ => name,
    };

    /// <summary>What a month takes.</summary>
    public static IHtmlContent State(PeriodState state, Texts texts) => Tag.Render(texts[$"Revenue.PeriodState.{state}"], state switch
    {
        PeriodState.Open => Tone.Positive,
        PeriodState.SoftClosed => Tone.Warning,
        _ => Tone.Neutral,
    });

    /// <summary>What a journal came from: a link for who may open it, else its code.</summary>
    public static Cell Source(RegionCode region, JournalView journal, Actor actor, Texts texts)
    {
        var first = journal.Source.Split('/')[0];
        if (!Guid.TryParse(first, out var id))
        {
            return Cell.Of(Hash.Render(journal.Source));
        }

        return journal.Event switch
        {
            PbbAccounts.Assessed when actor.May(AssessmentPermissions.Read, region) =>
                Cell.Link(texts["Revenue.Books.OpenBatch"], AssessmentPaths.Of(region, new BatchId(id))),
            PbbAccounts.Opened when actor.May(RegisterPermissions.Read, region) =>
                Cell.Link(texts["Revenue.Books.OpenImport"], ImportPaths.Of(region, id)),
            ChargeDesk.PostedEvent or ChargeDesk.PaidEvent when actor.May(ChargePermissions.Read, region) =>
                Cell.Link(texts["Revenue.Books.OpenCharge"], ChargePaths.Of(region, new ChargeId(id))),
            _ => Cell.Of(Hash.Render(journal.Source)),
        };
    }
}

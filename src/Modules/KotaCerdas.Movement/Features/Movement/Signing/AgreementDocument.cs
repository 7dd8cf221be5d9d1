using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>Who signs where: the order of the parties is the agreement's own, in its text and in its document.</summary>
internal static class SigningRoles
{
    public const string Grantor = "pemberi-kuasa";

    private static readonly string[] Parties = ["pihak-kesatu", "pihak-kedua"];

    /// <summary>The role of a party by its number, from 1.</summary>
    public static string Of(int party) => Parties[party - 1];
}

/// <summary>
/// Makes of an agreement with a final text the document that is signed: its clauses and obligations as both confirmed them, in Indonesian,
/// the language of the document.
/// </summary>
internal sealed class AgreementDocument(
    AgreementDesk desk, AgreementText words, DocumentRegister register, Texts texts, TimeProvider clock)
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    /// <summary>Null where the platform has no document for this legal form: it is signed on paper.</summary>
    public async Task<DocumentRequest?> OfAsync(AgreementFile file, CancellationToken cancel)
    {
        var agreement = file.Agreement;
        if (AgreementCatalogue.Shipped.DocumentOf(agreement.Vehicle) is not { } kind)
        {
            return null;
        }

        var (region, id) = (agreement.RegionCode, agreement.Id);
        var on = agreement.PlannedOn ?? file.Region.Zone.DateAt(clock.GetUtcNow());
        var data = new DocumentData().Text("unit", region.Value)
            .Text("place", agreement.HeldOnline || agreement.Place.Length == 0 ? Say("Movement.Signing.OnlinePlace") : agreement.Place)
            .TextOrNone("basis", await BasisAsync(agreement, cancel))
            .TextOrNone("renewal", agreement.Renewal).Text("confirmed", Say("Movement.Signing.Confirmed", agreement.FrozenSha256))
            .List("clauses", ClauseView.Of(await desk.ClausesAsync(region, id, cancel)).Where(c => c.InForce is not null)
                .Select(c => new DocumentData().Text("heading", c.InForce!.Heading.ToUpperInvariant()).Text("text", c.InForce.Body)));
        foreach (var (party, name) in file.Parties.Zip(["first", "second"]))
        {
            Add(data, name, party, PowerOf(file, party, on));
        }

        if (agreement.ParentLink != AgreementLink.Addendum)
        {
            data.Number("months", agreement.DurationMonths);
        }

        Add(data, "obligations", (await desk.ObligationsAsync(region, id, cancel)).Where(o => o.Occurrence == 1)
            .Select(o => new DocumentData().Text("party", file.Party(o.Party).Name)
                .Text("title", Say("Movement.Signing.Obligation", o.Title, o.Owner)).Text("due", words.Due(o, Indonesian))));
        Add(data, "witnesses", (await desk.PeopleAsync(region, id, cancel)).Where(p => p.Kind == AttendanceKind.Witness)
            .Select(p => new DocumentData().Text("office", Say("Movement.Signing.Witness", p.Office, p.Institution))));
        return new DocumentRequest(
            region, kind, AgreementPaths.Subject(agreement), SubjectOf(agreement), data,
            [.. file.Parties.Select(p => new DocumentSigner(SigningRoles.Of(p.Number), OfficeOf(p, PowerOf(file, p, on))))])
        {
            DatedOn = on,
            Generated = agreement.Generated,
        };
    }

    private void Add(DocumentData data, string name, AgreementParty party, SigningPower? power) => data
        .Text(name + "Office", power?.ToOffice ?? party.SignatoryOffice).Text(name + "Party", party.Name)
        .TextOrNone(name + "Number", party.DocumentNumber)
        .TextOrNone(name + "Delegation", power is null ? null
            : Say("Movement.Signing.Delegation", power.LetterNumber, Formats.Date(power.LetterDate, Indonesian), power.FromOffice));

    /// <summary>What it is to the earlier agreement, with that one's form, number and date; null where it stands alone.</summary>
    private async Task<string?> BasisAsync(AgreementRecord agreement, CancellationToken cancel)
    {
        if (agreement.ParentId is not { } id || agreement.ParentLink == AgreementLink.None)
        {
            return null;
        }

        var (name, on, about) = await NamedAsync(agreement.RegionCode, id, cancel);
        return Say($"Movement.Signing.Basis{agreement.ParentLink}", name, on, about);
    }

    /// <summary>How another document names a signed agreement: its form with its numbers, its date, what it is about.</summary>
    public async Task<(string Name, DateOnly On, string About)> NamedAsync(RegionCode region, AgreementId id, CancellationToken cancel)
    {
        var file = (await desk.ReadAsync(region, id, cancel)).Value;
        var document = file.Agreement.DocumentId is { } made ? await register.FindAsync(region, new(made), cancel) : null;
        IEnumerable<string> numbers = document is not null ? [document.Number]
            : file.Parties.Select(p => p.DocumentNumber).Where(n => n.Length > 0);
        var form = AgreementCatalogue.Shipped.VehicleNames[file.Agreement.Vehicle].Id;
        var name = numbers.Aggregate(form, (so, number) => Say("Movement.Signing.Numbered", so, number));
        return (name, file.Agreement.SignedOn!.Value, SubjectOf(file.Agreement));
    }

    /// <summary>The office as it stands under the signature.</summary>
    private string OfficeOf(AgreementParty party, SigningPower? power) => power is null
        ? party.SignatoryOffice
        : Say("Movement.Signing.OnBehalfOf", party.SignatoryOffice, power.ToOffice);

    private static SigningPower? PowerOf(AgreementFile file, AgreementParty party, DateOnly on) =>
        party.Capacity == SigningCapacity.Holder ? null
            : file.Powers.FirstOrDefault(p => p.Party == party.Number && p.Covers(on));

    /// <summary>What it is about: the title without the name of the form that stands above it.</summary>
    private static string SubjectOf(AgreementRecord agreement)
    {
        const string About = " tentang ";
        var at = agreement.Title.IndexOf(About, StringComparison.OrdinalIgnoreCase);
        return at > 0 && AgreementCatalogue.Shipped.VehicleNames.TryGetValue(agreement.Vehicle, out var form)
            && agreement.Title[..at].Equals(form.Id, StringComparison.OrdinalIgnoreCase)
            ? agreement.Title[(at + About.Length)..]
            : agreement.Title;
    }

    private static void Add(DocumentData data, string name, IEnumerable<DocumentData> rows)
    {
        var list = rows.ToList();
        if (list.Count > 0)
        {
            data.List(name, list);
        }
    }

    private string Say(string key, params object[] args) => texts.Get(key, Indonesian, args);
}

using System.Globalization;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>Who signs where: the ministry is the first party of the document, the region the second.</summary>
internal static class SigningRoles
{
    public const string First = "pihak-kesatu";
    public const string Second = "pihak-kedua";
    public const string Grantor = "pemberi-kuasa";

    public static string Of(AgreementParty party) => AgreementFile.IsNational(party) ? First : Second;
}

/// <summary>
/// Makes of an agreement with a final text the document that is signed: its clauses and obligations as both confirmed them, in Indonesian,
/// the language of the document.
/// </summary>
internal sealed class MemorandumRequest(AgreementDesk desk, AgreementText words, Texts texts, TimeProvider clock)
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    /// <summary>Null where the platform has no document for this legal form: it is signed on paper.</summary>
    public async Task<DocumentRequest?> OfAsync(AgreementFile file, CancellationToken cancel)
    {
        var agreement = file.Agreement;
        if (AgreementCatalogue.Shipped.DocumentOf(agreement.Vehicle) is not { } kind || file.Parties.All(p => !AgreementFile.IsNational(p)))
        {
            return null;
        }

        var (region, id) = (agreement.RegionCode, agreement.Id);
        var on = agreement.PlannedOn ?? file.Region.Zone.DateAt(clock.GetUtcNow());
        var ministry = file.Parties.First(AgreementFile.IsNational);
        var other = file.Parties.First(p => p != ministry);
        var power = PowerOf(file, other, on);
        var data = new DocumentData().Text("unit", region.Value).Number("months", agreement.DurationMonths)
            .Text("place", agreement.HeldOnline || agreement.Place.Length == 0 ? Say("Movement.Signing.OnlinePlace") : agreement.Place)
            .TextOrNone("partnerNumber", ministry.DocumentNumber)
            .Text("firstOffice", ministry.SignatoryOffice).Text("firstAgency", ministry.Name)
            .Text("secondOffice", power?.ToOffice ?? other.SignatoryOffice).Text("secondGovernment", other.Name)
            .TextOrNone("delegation", power is null ? null
                : Say("Movement.Signing.Delegation", power.LetterNumber, Formats.Date(power.LetterDate, Indonesian), power.FromOffice))
            .Text("confirmed", Say("Movement.Signing.Confirmed", agreement.Renewal, agreement.FrozenSha256))
            .List("clauses", ClauseView.Of(await desk.ClausesAsync(region, id, cancel)).Where(c => c.InForce is not null)
                .Select(c => new DocumentData().Text("heading", c.InForce!.Heading.ToUpperInvariant()).Text("text", c.InForce.Body)));
        Add(data, "obligations", (await desk.ObligationsAsync(region, id, cancel)).Where(o => o.Occurrence == 1)
            .Select(o => new DocumentData().Text("party", file.Party(o.Party).Name)
                .Text("title", Say("Movement.Signing.Obligation", o.Title, o.Owner)).Text("due", words.Due(o, Indonesian))));
        Add(data, "witnesses", (await desk.PeopleAsync(region, id, cancel)).Where(p => p.Kind == AttendanceKind.Witness)
            .Select(p => new DocumentData().Text("office", Say("Movement.Signing.Witness", p.Office, p.Institution))));
        return new DocumentRequest(
            region, kind, AgreementPaths.Subject(agreement), SubjectOf(agreement), data,
            [new(SigningRoles.First, ministry.SignatoryOffice), new(SigningRoles.Second, OfficeOf(other, power))])
        {
            DatedOn = on,
            Generated = agreement.Generated,
        };
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

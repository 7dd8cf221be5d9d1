using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>
/// Makes of a decree the document that the head of the region signs: its words, its points, and its members by office in the annex. No
/// person is named in it.
/// </summary>
internal sealed class DecreeDocument(KotaDb db, DecreeWording wording)
{
    public const string Kind = "keputusan-kepala-daerah";
    public const string Letter = "surat-kuasa-keputusan";
    public const string Signer = "penetap";

    public async Task<DocumentRequest> OfAsync(DecreeFile of, DecreeSigner signer, CancellationToken cancel)
    {
        var (region, words) = (of.Access.Region, await wording.OfAsync(of, cancel));
        var points = DecreeWords.Lines(words.Deciding).ToList();
        if (await wording.RevokesAsync(of, cancel) is { } revokes)
        {
            points.Insert(Math.Max(0, points.Count - 1), revokes);
        }

        var province = await db.Shared<Region>().Where(r => r.Code == region.ProvinceCode).Select(r => r.Name).SingleAsync(cancel);
        var data = new DocumentData().Text("head", wording.HeadOf(region)).Text("place", RegionWords.PlaceOf(region))
            .Text("province", wording.Say("Movement.Decree.Province", province))
            .Text("body", wording.Say("Movement.Decree.BodyOf", of.Kind.About, region.Name))
            .List("considerations", Rows(DecreeWords.Lines(words.Considering)))
            .List("bases", Rows(DecreeWords.Lines(words.Recalling))).List("points", Rows(points)).List("members", Members(of));
        return new DocumentRequest(
            region.Code, Kind, JudgeDecree.Subject(of.Decree), wording.About(of), data, [new(Signer, signer.Office)])
        {
            Generated = await GeneratedAsync(of, cancel),
        };
    }

    /// <summary>The letter by which the head lets another office sign the decree.</summary>
    public async Task<DocumentRequest> LetterAsync(
        DecreeFile of, string holder, (string ToOffice, DateOnly Until) letter, CancellationToken cancel)
    {
        var region = of.Access.Region;
        var data = new DocumentData().Text("government", wording.Say("Movement.Decree.Government", RegionWords.NameOf(region)))
            .Text("place", RegionWords.PlaceOf(region)).Text("grantorOffice", holder).Text("delegateOffice", letter.ToOffice)
            .Date("validUntil", letter.Until);
        return new DocumentRequest(
            region.Code, Letter, JudgeDecree.Subject(of.Decree), wording.About(of), data,
            [new(SigningRoles.Grantor, holder)])
        {
            Generated = await GeneratedAsync(of, cancel),
        };
    }

    private static IEnumerable<DocumentData> Rows(IEnumerable<string> lines) => lines.Select(l => new DocumentData().Text("text", l));

    private IEnumerable<DocumentData> Members(DecreeFile of) => of.Members.Select(m =>
    {
        var role = of.Roles.FirstOrDefault(r => r.Code == m.Role)?.Name.Id ?? m.Role;
        var dimension = of.Dimensions.FirstOrDefault(d => d.Code == m.Dimension);
        return new DocumentData().Text("role", dimension is null ? role : wording.Say("Movement.Decree.RoleOf", role, dimension.NameId))
            .Text("office", m.Office).Text("party", of.Guide.Parties.FirstOrDefault(p => p.Code == m.Party)?.Name.Id ?? m.Party);
    });

    /// <summary>True where the season that the region is mentored in is generated.</summary>
    private async Task<bool> GeneratedAsync(DecreeFile of, CancellationToken cancel)
    {
        if (of.Access.Mentorings is not [var newest, ..])
        {
            return false;
        }

        return await db.Shared<Call>().AnyAsync(c => c.Id == newest.CallId && c.Generated, cancel);
    }
}

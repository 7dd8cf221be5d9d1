using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Panels;

/// <summary>A conflict that a member declared.</summary>
/// <param name="Changed">True where the member declared otherwise later.</param>
internal sealed record DeclaredConflict(PanelMember Member, Region Region, ConflictDeclaration Declaration, bool Changed);

/// <summary>Reads and shows the conflicts of interest that the members of a panel declared, also those that were changed later.</summary>
internal sealed class DeclaredConflicts(KotaDb db, AssessmentDesk desk, Texts texts)
{
    /// <summary>By member, region and time.</summary>
    public async Task<IReadOnlyList<DeclaredConflict>> OfAsync(CallId call, CancellationToken cancel)
    {
        var all = await db.In<ConflictDeclaration>(AssessmentDesk.AllRegions).AsNoTracking().Where(c => c.CallId == call)
            .ToListAsync(cancel);
        var latest = all.GroupBy(c => (c.UserId, c.RegionCode))
            .Select(g => g.OrderBy(c => c.DeclaredAt).ThenBy(c => c.Id).Last().Id).ToHashSet();
        var declared = all.Where(c => c.Kind != ConflictKind.None).OrderBy(c => c.DeclaredAt).ThenBy(c => c.Id).ToLookup(c => c.UserId);
        var codes = declared.SelectMany(d => d.Select(c => c.RegionCode)).Distinct().ToList();
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
        return
        [
            .. from member in await desk.MembersAsync(call, cancel)
               from declaration in declared[member.UserId].OrderBy(c => c.RegionCode)
               select new DeclaredConflict(member, regions[declaration.RegionCode], declaration, !latest.Contains(declaration.Id)),
        ];
    }

    public IHtmlContent Render(IReadOnlyList<DeclaredConflict> declared) => declared.Count == 0 ? new HtmlBuilder() : Table.Render(new()
    {
        Caption = texts["Movement.Assess.DeclaredCaption", declared.Count],
        Columns =
        [
            new(texts["Movement.Assess.Office"]), new(texts["Movement.Assess.Region"]), new(texts["Movement.Assess.ConflictKind"]),
            new(texts["Movement.Assess.Reason"]), new(texts["Movement.Assess.DeclaredAt"]), new(texts["Movement.Assess.State"]),
        ],
        Rows = declared.Select(d => (IReadOnlyList<Cell>)
        [
            d.Member.Office, d.Region.Name,
            texts[d.Declaration.Kind == ConflictKind.Affiliation
                ? "Movement.Assess.ConflictAffiliation" : "Movement.Assess.ConflictDeclared"],
            d.Declaration.Reason, Formats.Instant(d.Declaration.DeclaredAt, RegionZone.WIB),
            Cell.Of(d.Changed ? Tag.Render(texts["Movement.Assess.ConflictChanged"])
                : Tag.Render(texts["Movement.Assess.ConflictCounts"], Tone.Warning)),
        ]),
    });
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features;

/// <summary>
/// The way from a thing to what it came from and to what came of it: call, application, result, memorandum, ceremony, mentoring. A link is
/// given only to who may open it.
/// </summary>
internal sealed class ThreadLinks(
    KotaDb db, AgreementDesk agreements, InstitutionDesk institutions, AnnouncedResults results, Actor actor, Texts texts)
{
    /// <summary>Of an agreement.</summary>
    public async Task<IReadOnlyList<FrameLink>> OfAsync(AgreementFile file, CancellationToken cancel)
    {
        List<FrameLink> links = [];
        if (file.Agreement.CallId is { } call)
        {
            links.AddRange(await SeasonAsync(call, file.Region, cancel));
        }

        links.AddRange(await CeremonyAsync(file.Agreement, cancel));
        if (file.Agreement.CallId is { } led)
        {
            links.AddRange(await MentoringAsync(led, file.Region.Code, cancel));
            links.AddRange(await BodiesAsync(file.Region.Code, cancel));
        }

        return [.. links, OfRegion(file.Region)];
    }

    /// <summary>Of an obligation: the decree or the mentoring that keeps it.</summary>
    public async Task<IReadOnlyList<FrameLink>> OfAsync(AgreementFile file, Obligation obligation, CancellationToken cancel)
    {
        var region = file.Region.Code;
        var access = await institutions.OpenAsync(region, cancel);
        if (access.Failed)
        {
            return [];
        }

        var guide = access.Value.Guide;
        if (guide.Decrees.FirstOrDefault(k => k.Obligation == obligation.Code) is { } kind)
        {
            var decree = await db.In<Decree>(RegionScope.Of(region)).AsNoTracking()
                .Where(d => d.RegionCode == region && d.Kind == kind.Code).OrderByDescending(d => d.Id).FirstOrDefaultAsync(cancel);
            return decree is null ? await BodiesAsync(region, cancel) : [new(kind.Name.In(), MentoringPaths.Decree(region, decree.Id))];
        }

        return obligation.Code == guide.Obligation && file.Agreement.CallId is { } call ? await MentoringAsync(call, region, cancel) : [];
    }

    /// <summary>Of the mentoring of a region.</summary>
    public async Task<IReadOnlyList<FrameLink>> OfAsync(MentoringFile work, CancellationToken cancel)
    {
        var (call, region) = (work.Mentoring.CallId, work.Region);
        return
        [
            .. await MemorandumAsync(call, region.Code, work.Mentoring.AgreementId, cancel), .. await SeasonAsync(call, region, cancel),
            OfRegion(region),
        ];
    }

    /// <summary>Of an application: what came of it.</summary>
    public async Task<IReadOnlyList<FrameLink>> OfAsync(Dossier file, CancellationToken cancel)
    {
        var (call, region) = (file.Call.Id, file.Region.Code);
        return [.. await MemorandumAsync(call, region, null, cancel), .. await MentoringAsync(call, region, cancel)];
    }

    /// <summary>The links under their heading, or nothing.</summary>
    public static IHtmlContent Render(IReadOnlyList<FrameLink> links, Texts texts)
    {
        var html = new HtmlBuilder();
        if (links.Count == 0)
        {
            return html;
        }

        html.Start("section", ("id", "asal")).Element("h2", texts["Movement.Thread.Title"]).Start("ul");
        foreach (var link in links)
        {
            html.Start("li").Add(Markup.Link(link.Text, link.Href)).End();
        }

        return html.End(2);
    }

    private FrameLink OfRegion(Region region) => new(texts["Movement.Thread.Region", region.Name], "/daerah/" + region.Slug);

    private async Task<IReadOnlyList<FrameLink>> SeasonAsync(CallId id, Region region, CancellationToken cancel)
    {
        if (await db.Shared<Call>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } call
            || call.Status == CallStatus.Draft)
        {
            return [];
        }

        List<FrameLink> links = [new(call.Title, Paths.Of(id))];
        if (actor.May(CallPermissions.Read, region.Code) && await db.In<Application>(RegionScope.Of(region.Code))
            .AnyAsync(a => a.RegionCode == region.Code && a.CallId == id, cancel))
        {
            links.Add(new(texts["Movement.Thread.Application"], Paths.Of(id, region.Code)));
        }

        if ((await results.OfAsync(region.Code, cancel)).Any(r => r.Call == id))
        {
            links.Add(new(texts["Movement.Thread.Result"], $"{CallTabs.PathOf(id, "hasil")}/{region.Slug}"));
        }

        return links;
    }

    /// <summary>The ceremony in which it was signed or is to be; who reads an agreement may open its seat.</summary>
    private async Task<IReadOnlyList<FrameLink>> CeremonyAsync(AgreementRecord agreement, CancellationToken cancel)
    {
        var (region, id) = (agreement.RegionCode, agreement.Id);
        var seats = await db.In<CeremonySeat>(RegionScope.Of(region)).AsNoTracking()
            .Where(s => s.RegionCode == region && s.AgreementId == id).ToListAsync(cancel);
        var held = seats.ConvertAll(s => s.CeremonyId);
        var newest = held.Count == 0 ? null : await db.In<Ceremony>(RegionScope.Of(RegionCode.National)).AsNoTracking()
            .Where(c => held.Contains(c.Id)).OrderByDescending(c => c.HeldOn).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancel);
        return newest is null ? []
            : [new(newest.Title, CeremonyPaths.For(
                newest, actor.May(CeremonyPermissions.See, RegionCode.National), seats.Find(s => s.CeremonyId == newest.Id)))];
    }

    private async Task<IReadOnlyList<FrameLink>> MentoringAsync(CallId call, RegionCode region, CancellationToken cancel) =>
        await db.In<RegionMentoring>(RegionScope.Of(region)).AsNoTracking()
            .SingleOrDefaultAsync(m => m.RegionCode == region && m.CallId == call, cancel) is { } mentoring && actor.Reads(mentoring)
            ? [new(texts["Movement.Thread.Mentoring"], MentoringPaths.Of(call, region))] : [];

    private async Task<IReadOnlyList<FrameLink>> BodiesAsync(RegionCode region, CancellationToken cancel) =>
        (await institutions.OpenAsync(region, cancel)).Failed ? []
            : [new(texts["Movement.Institution.Link"], MentoringPaths.Institutions(region))];

    /// <summary>The agreement that follows from a call, or the one whose signing began the mentoring.</summary>
    private async Task<IReadOnlyList<FrameLink>> MemorandumAsync(CallId call, RegionCode region, Guid? bound, CancellationToken cancel)
    {
        var signed = bound is { } id ? new AgreementId(id) : default;
        var found = await db.In<AgreementRecord>(RegionScope.Of(region)).AsNoTracking()
            .Where(a => a.RegionCode == region && a.State != AgreementState.Withdrawn && (a.CallId == call || a.Id == signed))
            .OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancel);
        return found is not null && (await agreements.ReadAsync(region, found.Id, cancel)).Value.MayBeReadBy(actor)
            ? [new(found.Title, AgreementPaths.Of(found))] : [];
    }
}

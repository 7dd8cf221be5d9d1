using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Notices;

/// <summary>A person and the region for which that person is told something.</summary>
internal readonly record struct Told(UserId User, RegionCode Region);

/// <summary>Finds who is told about something, by what their role allows them to do in the region, and tells them.</summary>
internal sealed class Audience(KotaDb db, IPeopleQueries people, RoleCatalogue roles, Notifications notifications)
{
    /// <summary>Notices of one event reach people of many regions.</summary>
    public static RegionScope AllRegions { get; } = RegionScope.National("movement notices to regions");

    /// <summary>Year of a call as it is written: not as a number with separators.</summary>
    public async Task<string> YearAsync(Guid call, CancellationToken cancel)
    {
        var id = new CallId(call);
        return (await db.Shared<Call>().AsNoTracking().SingleAsync(c => c.Id == id, cancel)).Year.ToString();
    }

    /// <summary>Regions in which somebody with an account may do this.</summary>
    public async Task<IReadOnlySet<RegionCode>> ReachedAsync(Permission permission, CancellationToken cancel) =>
        (await WhoMayAsync(permission, AllRegions, cancel)).Select(t => t.Region).ToHashSet();

    /// <summary>Who may do this in the scope; a person who may by several roles is told once a region.</summary>
    public async Task<IReadOnlyList<Told>> WhoMayAsync(Permission permission, RegionScope scope, CancellationToken cancel)
    {
        var found = new HashSet<Told>();
        foreach (var role in roles.All.Where(r => r.Reach is "region" or "own-province" && r.Permissions.Contains(permission.Code)))
        {
            found.UnionWith((await people.HoldersAsync(role.Code, scope, cancel)).Select(p => new Told(p.User, p.Region)));
        }

        return [.. found];
    }

    /// <summary>Tells everybody in the ministry who may do this.</summary>
    public async Task TellMinistryAsync(Permission permission, Notice notice, CancellationToken cancel)
    {
        var found = new HashSet<UserId>();
        foreach (var role in roles.All.Where(r => r.Reach == "national" && r.Permissions.Contains(permission.Code)))
        {
            found.UnionWith((await people.HoldersAsync(role.Code, RegionScope.Of(RegionCode.National), cancel)).Select(p => p.User));
        }

        foreach (var user in found)
        {
            Tell(user, notice);
        }
    }

    /// <summary>Names of regions.</summary>
    public Task<Dictionary<RegionCode, string>> NamesAsync(IEnumerable<RegionCode> regions, CancellationToken cancel)
    {
        var codes = regions.Distinct().ToList();
        return db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, r => r.Name, cancel);
    }

    /// <summary>Tells everybody who may do this in one region; the text's first value is the region's name, then come the others.</summary>
    public async Task TellRegionAsync(
        RegionCode region, Permission permission, Notice notice, CancellationToken cancel)
    {
        var name = (await NamesAsync([region], cancel))[region];
        foreach (var told in (await WhoMayAsync(permission, RegionScope.Of(region), cancel)).Where(t => t.Region == region))
        {
            Tell(told.User, notice with { Args = [name, .. notice.Args] });
        }
    }

    /// <summary>Tells one person.</summary>
    public void Tell(UserId user, Notice notice) => notifications.Add(user, notice.TextKey, notice.Args, notice.Link);
}

/// <summary>What is told.</summary>
/// <param name="Link">Path of the page where one acts on it.</param>
internal sealed record Notice(string TextKey, IReadOnlyList<object> Args, string Link);

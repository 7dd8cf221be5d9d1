using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Directory;

/// <summary>What to list: part of a name, a role, and the row after which to go on.</summary>
internal sealed record DirectoryFilter(string? Name, string? Role, string? AfterName, string? AfterEmail);

/// <summary>A person with the roles that the reader may see.</summary>
internal sealed record DirectoryRow(Account Account, IReadOnlyList<Holding> Holdings);

/// <summary>People who hold or held a role in a scope, by name, after the row of the filter.</summary>
internal sealed class DirectoryRows(KotaDb db)
{
    public async Task<IReadOnlyList<DirectoryRow>> ListAsync(RegionScope scope, DirectoryFilter filter, int count, CancellationToken cancel)
    {
        var holdings = db.In<Holding>(scope).AsNoTracking().Where(h => h.EndedAt == null);
        if (!string.IsNullOrEmpty(filter.Role))
        {
            holdings = holdings.Where(h => h.Role == filter.Role);
        }

        var accounts = db.Shared<Account>().AsNoTracking().Where(a => a.ClosedAt == null);
        if (!string.IsNullOrWhiteSpace(filter.Name))
        {
            var part = $"%{Escaped(filter.Name.Trim().ToLowerInvariant())}%";
            accounts = accounts.Where(a => EF.Functions.Like(a.DisplayName.ToLower(), part, "!"));
        }

        if (filter is { AfterName: { } name, AfterEmail: { } email })
        {
            accounts = accounts.Where(a =>
                string.Compare(a.DisplayName, name) > 0 || (a.DisplayName == name && string.Compare(a.NormalEmail, email) > 0));
        }

        var page = await (from h in holdings join a in accounts on h.UserId equals a.Id select a).Distinct()
            .OrderBy(a => a.DisplayName).ThenBy(a => a.NormalEmail).Take(count).ToListAsync(cancel);
        var users = page.Select(a => a.Id).ToList();
        var held = (await db.In<Holding>(scope).AsNoTracking().Where(h => h.EndedAt == null && users.Contains(h.UserId))
            .ToListAsync(cancel)).ToLookup(h => h.UserId);
        return [.. page.Select(a => new DirectoryRow(a, [.. held[a.Id]]))];
    }

    private static string Escaped(string part) => part.Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>Regions picked by name, as typed.</summary>
internal sealed class NamedFields
{
    public string? Search { get; set; }

    /// <summary>Codes of the regions that are ticked.</summary>
    public List<string> Regions { get; set; } = [];

    public string? Reason { get; set; }

    public string? LetterNumber { get; set; }

    public DateFields LetterDate { get; set; } = new();
}

/// <summary>Finds regions by name, and says which of those picked cannot be invited, each by its name.</summary>
internal sealed class NamedInvitation(KotaDb db, Texts texts)
{
    public const int ReasonLength = 1_000;

    private const int Most = 30;
    private const int MostNear = 5;

    private static readonly RegionScope Scope = RegionScope.National("regions to invite by name");

    /// <summary>What is ticked, then what the search finds; what cannot be invited is there, with why.</summary>
    public async Task<IReadOnlyList<Choice>> ChoicesAsync(Call call, NamedFields fields, CancellationToken cancel)
    {
        var (regions, invitations) = (await RegionsAsync(cancel), await InvitationsAsync(call.Id, cancel));
        var picked = regions.Where(r => fields.Regions.Contains(r.Code.Value)).ToList();
        return
        [
            .. picked.Concat(Found(regions, fields.Search ?? string.Empty).Except(picked).Take(Most))
                .Select(r => Refuse(call, r, invitations.GetValueOrDefault(r.Code)) is { } refused
                    ? new Choice(r.Code.Value, r.Name, texts.Of(refused), Disabled: !picked.Contains(r))
                    : new Choice(r.Code.Value, r.Name)),
        ];
    }

    /// <summary>The invitation of what is picked, or everything that is wrong with it.</summary>
    public async Task<Outcome<InviteRegionsInput>> ReadAsync(Call call, NamedFields fields, CancellationToken cancel)
    {
        if (call.Status != CallStatus.Open)
        {
            return new Problem("Movement.Invite.NotOpen");
        }

        var known = (await RegionsAsync(cancel)).ToDictionary(r => r.Code.Value, StringComparer.Ordinal);
        var invitations = await InvitationsAsync(call.Id, cancel);
        var codes = fields.Regions.Distinct(StringComparer.Ordinal).ToList();
        var problems = codes.Select(c => known.TryGetValue(c, out var region)
            ? Refuse(call, region, invitations.GetValueOrDefault(region.Code)) : new Problem("Movement.Invite.NamedUnknown", null, c))
            .OfType<Problem>().Select(p => p.On(nameof(fields.Regions))).ToList();
        if (codes.Count == 0)
        {
            problems.Add(new("Movement.Invite.NamedNone", nameof(fields.Regions)));
        }

        var reason = (fields.Reason ?? string.Empty).Trim();
        if (reason.Length is 0 or > ReasonLength)
        {
            problems.Add(new("Movement.Application.ReasonNeeded", nameof(fields.Reason), ReasonLength));
        }

        var letter = (fields.LetterNumber ?? string.Empty).Trim();
        if (letter.Length is 0 or > ChangeReason.LetterLength)
        {
            problems.Add(new("Movement.Invite.LetterNeeded", nameof(fields.LetterNumber)));
        }

        var date = fields.LetterDate.Read(nameof(fields.LetterDate));
        problems.AddRange(date.Problems);
        return problems.Count > 0 ? problems
            : new InviteRegionsInput(call.Id.Value, new([], []), reason, letter, date.Value) { Regions = codes };
    }

    private static Problem? Refuse(Call call, Region region, Invitation? invitation) =>
        call.Refuse(region) ?? (invitation is null ? null : new Problem(
            invitation.Status switch
            {
                InvitationStatus.Invited => "Movement.Invite.NamedAlready",
                InvitationStatus.Requested => "Movement.Invite.NamedAsked",
                _ => "Movement.Invite.NamedAnswered",
            },
            null, region.Name));

    /// <summary>Regions whose name has every word; where none has, those whose name is nearest.</summary>
    private static IEnumerable<Region> Found(List<Region> regions, string search)
    {
        var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
        {
            return [];
        }

        var found = regions.Where(r => r.Code.Value == search.Trim()
            || words.All(w => r.Name.Contains(w, StringComparison.OrdinalIgnoreCase))).ToList();
        return found.Count > 0 ? found : NearestNames.Of(search, regions, r => r.Name, MostNear);
    }

    private Task<List<Region>> RegionsAsync(CancellationToken cancel) =>
        db.Shared<Region>().AsNoTracking().Where(r => r.ValidTo == null).OrderBy(r => r.Code).ToListAsync(cancel);

    private Task<Dictionary<RegionCode, Invitation>> InvitationsAsync(CallId call, CancellationToken cancel) =>
        db.In<Invitation>(Scope).AsNoTracking().Where(i => i.CallId == call).ToDictionaryAsync(i => i.RegionCode, cancel);
}

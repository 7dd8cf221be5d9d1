using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>Starts the sending of letters; asked twice while one runs, it names that one.</summary>
internal sealed class StartLetters(KotaDb db, Actor actor, LetterRows rows, Operations operations)
{
    public async Task<Outcome<OperationId>> RunAsync(CallId call, CancellationToken cancel)
    {
        if (actor.Refuse(LetterPermissions.Send, RegionCode.National) is { } refused)
        {
            return refused;
        }

        if ((await rows.OfAsync(call, cancel)).All(r => r.State == LetterState.Sent))
        {
            return new Problem("Movement.Letter.NothingToSend");
        }

        // A run that has ended is followed by another; one that has not is joined.
        var ended = (await RunsAsync(call, cancel)).Count(o => o.Ended);
        var key = string.Create(CultureInfo.InvariantCulture, $"{call}/{ended}");
        return await operations.StartAsync(actor, SendLetters.Kind, RegionCode.National, new SendLettersInput(call.Value), key, cancel);
    }

    /// <summary>The newest run for a call, or null.</summary>
    public async Task<OperationRow?> NewestAsync(CallId call, CancellationToken cancel) =>
        (await RunsAsync(call, cancel)).LastOrDefault();

    private Task<List<OperationRow>> RunsAsync(CallId call, CancellationToken cancel)
    {
        var prefix = $"{call}/";
        return db.In<OperationRow>(LetterRows.Ministry).AsNoTracking()
            .Where(o => o.RegionCode == RegionCode.National && o.Kind == SendLetters.Kind.Name && o.IdempotencyKey.StartsWith(prefix))
            .OrderBy(o => o.Id).ToListAsync(cancel);
    }
}

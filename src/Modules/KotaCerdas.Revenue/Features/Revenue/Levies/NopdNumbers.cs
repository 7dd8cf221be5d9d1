using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>Gives objects their NOPD: one that was typed and fits the region's mask, or the next one.</summary>
internal sealed class NopdNumbers(KotaDb db, KindObjectReading reading, DocumentNumbers numbers)
{
    private const int MostTries = 1000;

    /// <summary>The number, or what is wrong with the one that was typed.</summary>
    public async Task<Outcome<string>> GiveAsync(
        WriteScope write, (RegionCode Region, string Kind, DateOnly Day) of, string typed, CancellationToken cancel)
    {
        var mask = await reading.MaskAsync(of.Region, of.Kind, of.Day, cancel);
        if (typed.Length > 0)
        {
            return typed.Length > KindObject.NumberLength || !typed.All(c => c is > ' ' and < '\u007f')
                ? new Problem("Revenue.Levy.NumberWrong", "Number", KindObject.NumberLength)
                : mask is not null && !NpwpdMask.Fits(mask.Mask, typed)
                ? new Problem("Revenue.Levy.NumberUnfit", "Number", typed, mask.Mask)
                : await TakenAsync(of.Region, typed, cancel) ? new Problem("Revenue.Levy.NumberTaken", "Number", typed) : typed;
        }

        if (mask is null)
        {
            return new Problem("Revenue.Levy.NoMask", "Number");
        }

        // A mask of its own has a series of its own; what was typed by hand is passed over.
        for (var tries = 0; tries < MostTries; tries++)
        {
            var sequence = await numbers.TakeAsync(write, of.Region, "nopd:" + mask.Kind, 0, cancel);
            if (NopdMask.Fill(mask.Mask, sequence) is not { } next)
            {
                break;
            }

            if (!await TakenAsync(of.Region, next, cancel))
            {
                return next;
            }
        }

        return new Problem("Revenue.Levy.NumbersOut", "Number", mask.Mask);
    }

    private Task<bool> TakenAsync(RegionCode region, string number, CancellationToken cancel) =>
        db.In<KindObject>(RegionScope.Of(region)).AnyAsync(o => o.Number == number, cancel);
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Input of <see cref="BookOpenings"/>.</summary>
internal sealed record BookOpeningsInput(Guid Import);

/// <summary>Books the opening balances of an import from before imports did so themselves. Running it again changes nothing.</summary>
internal sealed class BookOpenings(KotaDb db, OpeningBooks books, RegisterDesk desk) : IOperation<BookOpeningsInput>
{
    public static readonly OperationKind<BookOpeningsInput> Kind = OperationKind.For<BookOpenings, BookOpeningsInput>(
        "revenue.book-openings", "Revenue.Opening.Operation", ImportPermissions.Import);

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, BookOpeningsInput input, CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(2));
        var scope = RegionScope.Of(context.Region);
        var region = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == context.Region, cancel);
        await using var write = await db.BeginWriteAsync(scope, cancel);
        if (!await db.In<RegisterImport>(scope).AnyAsync(i => i.Id == input.Import && i.Result == ImportResult.Imported, cancel))
        {
            return RegisterDesk.NotFound;
        }

        var link = ImportPaths.Of(context.Region, input.Import);
        if (await db.In<Opening>(scope).AnyAsync(o => o.ImportId == input.Import, cancel))
        {
            return new OperationResult("Revenue.Opening.Again", link);
        }

        context.Report(0, 1, "Revenue.Opening.Booking");
        var booked = await books.BookAsync(write, region, input.Import, context.Actor, cancel);
        if (booked.Failed)
        {
            return booked.Problem;
        }

        var opening = booked.Value;
        desk.NoteRegion("Revenue.Trail.OpeningBooked", context.Region, new { input.Import, opening.Bills, opening.Debit, opening.Credit });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced
            : new OperationResult("Revenue.Opening.Done", link, opening.Bills, opening.Debit - opening.Credit);
    }
}

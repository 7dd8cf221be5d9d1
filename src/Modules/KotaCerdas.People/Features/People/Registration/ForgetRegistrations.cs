using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Registrations;

/// <summary>What forgetting registrations is asked to do: all that are over.</summary>
internal sealed record ForgetRegistrationsInput;

/// <summary>Forgets addresses that nobody confirmed in time; again does no harm.</summary>
internal sealed class ForgetRegistrations(KotaDb db, TimeProvider clock) : IOperation<ForgetRegistrationsInput>
{
    public static readonly OperationKind<ForgetRegistrationsInput> Kind =
        OperationKind.For<ForgetRegistrations, ForgetRegistrationsInput>(
            "people.forget-registrations", "People.Registration.Forget", PeopleModule.CloseAccounts);

    public static readonly Schedule Daily = Schedule.Daily(
        "people.forget-registrations", new TimeOnly(3, 15), RegionZone.WIB, Kind, new ForgetRegistrationsInput());

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, ForgetRegistrationsInput input, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var forgotten = await db.Shared<Registration>().Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
        return new OperationResult("People.Registration.Forgotten", null, forgotten);
    }
}

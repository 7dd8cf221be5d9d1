using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>What a role can be allowed to do with ceremonies; who signs in them is a matter of agreements.</summary>
internal static class CeremonyPermissions
{
    public const string SeeCode = "movement.ceremony.see";
    public const string ManageCode = "movement.ceremony.manage";

    public static readonly Permission See = new(SeeCode);
    public static readonly Permission Manage = new(ManageCode);

    public static IReadOnlyList<Permission> All { get; } = [See, Manage];
}

/// <summary>Addresses and subjects of ceremonies.</summary>
internal static class CeremonyPaths
{
    public const string List = "/upacara";
    public const string New = "/upacara/baru";

    public static string Of(CeremonyId id) => $"{List}/{id}";

    public static string Room(CeremonyId id) => Of(id) + "/ruang";

    public static string Seat(CeremonyId id, RegionCode region) => $"{Of(id)}/daerah/{region}";

    /// <summary>Where a reader goes: to the room, to the own seat, or to the account of what is over; empty where nowhere.</summary>
    /// <param name="ceremony">The ceremony.</param>
    /// <param name="sees">True for who may see every room.</param>
    /// <param name="seat">The seat that the reader may open, or null.</param>
    public static string For(Ceremony ceremony, bool sees, CeremonySeat? seat) =>
        sees ? Room(ceremony.Id)
            : ceremony.State == CeremonyState.Closed ? Of(ceremony.Id)
            : seat is not null ? Seat(ceremony.Id, seat.RegionCode)
            : string.Empty;

    public static Subject Subject(CeremonyId id) => new(RegionCode.National, "movement.ceremony", id.ToString());
}

/// <summary>What ceremonies register in the module.</summary>
internal static class CeremonySetup
{
    public static IReadOnlyList<string> Events { get; } = [CeremonyClosed.Name];

    public static IReadOnlyList<OperationKind> Operations { get; } = [PrepareCeremony.Kind, Countersign.Kind];

    public static IServiceCollection AddCeremonies(this IServiceCollection services) => services
        .AddScoped<CeremonyDesk>().AddScoped<PlanCeremony>().AddScoped<PrepareSeat>().AddScoped<CountersignSeat>().AddScoped<RunCeremony>()
        .AddScoped<StartCountersign>().AddScoped<RoomActs>().AddScoped<SignProtocol>().AddScoped<ProtocolRequest>()
        .AddScoped<CeremonyClocks>().AddScoped<SeatNotes>().AddScoped<CloseCeremony>()
        .AddSingleton<SigningHands>().AddSingleton<RoomMarks>().AddScoped<RoomFeed>();

    public static void MapCeremonies(this ModelBuilder model)
    {
        Ceremony.Map(model);
        CeremonySeat.Map(model);
        CeremonyPerson.Map(model);
    }
}

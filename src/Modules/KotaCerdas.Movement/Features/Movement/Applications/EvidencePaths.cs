using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>Addresses of evidence.</summary>
internal static class EvidencePaths
{
    public static string Page(CallId call, RegionCode region, string item) =>
        $"{Paths.Of(call, region)}/bukti/{Uri.EscapeDataString(item)}";

    public static string File(CallId call, RegionCode region, Guid evidence) => $"{Paths.Of(call, region)}/berkas/{evidence}";
}

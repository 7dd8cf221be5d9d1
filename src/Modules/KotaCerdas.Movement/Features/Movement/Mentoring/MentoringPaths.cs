using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>Addresses of mentoring and of the bodies of a region.</summary>
internal static class MentoringPaths
{
    public const string Seasons = "/pendampingan";
    public const string Queue = "/bimbingan";
    public const string Mine = "/daerah-saya/pendampingan";

    public static string Season(CallId call) => $"/pendampingan/{call}";

    public static string Participants(CallId call) => $"/pendampingan/{call}/peserta";

    public static string Of(CallId call, RegionCode region) => $"/pendampingan/{call}/{region}";

    public static string Deliverable(CallId call, RegionCode region, string code) => $"{Of(call, region)}/luaran/{code}";

    public static string Report(CallId call, RegionCode region, string stage) => $"{Of(call, region)}/laporan/{stage}";

    public static string File(RegionCode region, Guid file) => $"/pendampingan/berkas/{region}/{file}";

    public static string Institutions(RegionCode region) => $"/kelembagaan/{region}";

    public static string Decree(RegionCode region, Guid decree) => $"/kelembagaan/{region}/keputusan/{decree}";

    public static string DecreeText(RegionCode region, Guid decree) => Decree(region, decree) + "/naskah";

    public static string Meeting(RegionCode region, Guid meeting) => $"/kelembagaan/{region}/pertemuan/{meeting}";

    public static string NewSession(CallId call, RegionCode region, string stage) =>
        $"/kelembagaan/{region}/pertemuan/baru?jenis=session&musim={call}&tahap={stage}";

    public static string NewMeeting(RegionCode region, string kind) => $"/kelembagaan/{region}/pertemuan/baru?jenis={kind}";
}

namespace KotaCerdas.Platform.Tests.Documents;

/// <summary>Requests for tests.</summary>
internal static class Memoranda
{
    public const string Kind = "nota-kesepakatan";

    public static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");

    public static readonly Actor Office = Actor.Platform("test");

    public static DocumentData Data() => new DocumentData()
        .Text("unit", "KOTA-PGA").Text("place", "Jakarta").Number("months", 24)
        .Text("firstOffice", "Direktur Jenderal Aplikasi Informatika").Text("firstParty", "Direktorat Jenderal Aplikasi Informatika")
        .Text("secondOffice", "Wali Kota Pagar Alam").Text("secondParty", "Pemerintah Kota Pagar Alam");

    public static DocumentRequest Request(RegionCode? region = null, DocumentData? data = null) => new(
        region ?? PagarAlam, Kind, new Subject(region ?? PagarAlam, "test.thing", "1"), "Implementasi Gerakan Menuju Kota Cerdas",
        data ?? Data(),
        [new("pihak-kesatu", "Direktur Jenderal"), new("pihak-kedua", "Wali Kota Pagar Alam")]) { DatedOn = new DateOnly(2026, 11, 22) };
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Debts whose right to collect ends soon, the most urgent first, and arrears by age.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class RadarPageModel(RegisterDesk desk, ExpiryRadar radar) : RegisterPage(desk)
{
    /// <summary>The age of the last row.</summary>
    public const int Oldest = 5;

    private const int Soon = 90;

    public IReadOnlyList<ExpiryRow> Endangered { get; private set; } = [];

    public IReadOnlyList<ArrearsAge> Ages { get; private set; } = [];

    public static IHtmlContent StateOf(ExpiryRow row, Texts texts) => row.DaysLeft switch
    {
        < 0 => Tag.Render(texts["Revenue.Radar.StateExpired"], Tone.Danger),
        < Soon => Tag.Render(texts["Revenue.Radar.StateUrgent"], Tone.Danger),
        _ => Tag.Render(texts["Revenue.Radar.StateSoon"], Tone.Warning),
    };

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var rows = await radar.ReadAsync(Code, Today, cancel);
        Endangered = [.. rows.Where(r => r.IsEndangered)];
        Ages = ExpiryRadar.Ages(rows, Today);
        return Page();
    }
}

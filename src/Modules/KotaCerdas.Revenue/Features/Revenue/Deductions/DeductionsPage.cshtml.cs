using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Deductions;

/// <summary>Taxpayers who use the untaxed part on several objects, and the operation that keeps it to one.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class DeductionsPageModel(RegisterDesk desk, DeductionReading reading, DeductionDesk deductions) : RegisterPage(desk)
{
    private const int PageSize = 50;

    private readonly RegisterDesk _desk = desk;

    [BindProperty]
    public SettleForm Form { get; set; } = new();

    public int Year { get; private set; }

    public DoubleCount Count { get; private set; } = DoubleCount.None;

    public IReadOnlyList<DoubleDeduction> Rows { get; private set; } = [];

    public string? PreviousHref { get; private set; }

    public string? NextHref { get; private set; }

    public string Path => DeductionPaths.List(Code);

    public IReadOnlyList<Choice> Years => [.. DeductionDesk.Years(Today).Select(y => new Choice(Plain(y), Plain(y)))];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, RegisterPermissions.Read, Request.Query["tahun"], cancel) is { } closed)
        {
            return closed;
        }

        Form.Year = Plain(Year);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, RegisterPermissions.Edit, Form.Year, cancel) is { } closed)
        {
            return closed;
        }

        var started = await deductions.SettleAsync(
            Code, new(Number(Form.Year), Form.Reason ?? string.Empty, Form.Missing is ["ya", ..]), cancel);
        return started.Failed ? this.Invalid(Tie(started.Problems)) : this.SeeOther($"/operasi/{started.Value}");
    }

    public static string Plain(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<IActionResult?> LoadAsync(string region, Permission permission, string? year, CancellationToken cancel)
    {
        if (await OpenAsync(region, permission, cancel) is { } closed)
        {
            return closed;
        }

        var asked = Number(year);
        Year = DeductionDesk.Years(Today).Contains(asked) ? asked : await deductions.UsualYearAsync(Code, Today, cancel);
        var at = (Code, new DateOnly(Year, 1, 1));
        Count = await reading.CountAsync(at, _desk.Now, cancel);
        var size = ListQuery.PageSize(HttpContext, PageSize);
        var skip = Math.Clamp(Number(Request.Query["mulai"]), 0, Count.Taxpayers + Count.Surplus);
        Rows = await reading.ListAsync(at, _desk.Now, (skip, size), cancel);
        PreviousHref = skip > 0 ? Href(Math.Max(0, skip - size)) : null;
        NextHref = skip + Rows.Count < Count.Taxpayers + Count.Surplus ? Href(skip + size) : null;
        return null;
    }

    private string Href(int skip) => $"{Path}?tahun={Plain(Year)}&mulai={Plain(skip)}";

    /// <summary>The settlement as it is typed.</summary>
    internal sealed class SettleForm
    {
        public string? Year { get; set; }

        public string? Reason { get; set; }

        public IReadOnlyList<string> Missing { get; set; } = [];
    }
}

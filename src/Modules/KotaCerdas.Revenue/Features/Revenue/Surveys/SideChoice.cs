using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>The choice for one field: what the report found, or what the register has.</summary>
internal static class SideChoice
{
    public static IHtmlContent Render(FieldDifference of, SurveyFields fields, string chosen, string? error, Texts texts) => Radios.Render(
        new()
        {
            Name = of.Field, Label = fields.LabelOf(of.Field),
            Hint = of.Seen == of.Register && of.Change == FieldChange.Report
                ? null : texts["Revenue.Survey.Seen", fields.Show(of.Field, of.Seen)],
            Choices =
            [
                new(DecideReport.TakeReport, texts["Revenue.Survey.FromReport", fields.Show(of.Field, of.Report)]),
                new(DecideReport.KeepRegister, texts["Revenue.Survey.FromRegister", fields.Show(of.Field, of.Register)]),
            ],
            Chosen = [chosen],
            Error = error,
        }, texts);
}

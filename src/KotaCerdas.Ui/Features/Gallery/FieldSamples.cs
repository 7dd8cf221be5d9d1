using KotaCerdas.Platform;

namespace KotaCerdas.Ui.Features.Gallery;

internal static class FieldSamples
{
    public static IEnumerable<GallerySection> All(Texts t)
    {
        Choice[] tracks =
        [
            new("kota", t["Ui.Gallery.TrackCity"], t["Ui.Gallery.TrackCityHint"]), new("provinsi", t["Ui.Gallery.TrackProvince"]),
            new("tutup", t["Ui.Gallery.TrackClosed"], Disabled: true),
        ];
        yield return GallerySection.Of("ringkasan-galat", t["Ui.Gallery.ErrorSummary"],
            (null, ErrorSummary.Render([new(t["Ui.Gallery.EmailError"], "g4"), new(t["Ui.Gallery.DateError"], "g12"),
                new(t["Ui.Gallery.FormError"])], t)));

        yield return GallerySection.Of("isian", t["Ui.Gallery.Inputs"],
            (null, Input.Render(new() { Name = "g1", Label = t["Ui.Gallery.RegionName"], Hint = t["Ui.Gallery.RegionNameHint"],
                Value = t["Ui.Gallery.Region"] }, t)),
            (null, Input.Render(new() { Name = "g2", Label = t["Ui.Gallery.Budget"], Prefix = "Rp", Type = InputType.Number, Width = 20,
                Value = "1.234.567.000" }, t)),
            (null, Input.Render(new() { Name = "g3", Label = t["Ui.Gallery.Weight"], Suffix = "%", Type = InputType.Number, Width = 4,
                Optional = true }, t)),
            (t["Ui.Gallery.StateError"], Input.Render(
                new() { Name = "g4", Label = t["Ui.Gallery.Email"], Type = InputType.Email, Value = "diskominfo(at)",
                    Error = t["Ui.Gallery.EmailError"] }, t)),
            (null, Input.Render(new() { Name = "g5", Label = t["Ui.Gallery.Password"], Type = InputType.Password, Width = 20,
                Autocomplete = "current-password" }, t)),
            (t["Ui.Gallery.StateLocked"], Input.Render(new() { Name = "g6", Label = t["Ui.Gallery.RegionName"],
                Value = t["Ui.Gallery.Region"], Disabled = true }, t)),
            (null, Textarea.Render(new() { Name = "g7", Label = t["Ui.Gallery.Reason"], MaxLength = 500, Value = t["Ui.Gallery.LongText"] },
                t)),
            (null, FileUpload.Render(new() { Name = "g8", Label = t["Ui.Gallery.Upload"], Hint = t["Ui.Gallery.UploadHint"],
                Accept = ".pdf" }, t)));

        yield return GallerySection.Of("pilihan", t["Ui.Gallery.Choices"],
            (null, Radios.Render(new() { Name = "g9", Label = t["Ui.Gallery.Track"], LabelSize = LabelSize.Medium, Choices = tracks,
                Chosen = ["kota"] }, t)),
            (t["Ui.Gallery.StateError"], Checkboxes.Render(
                new() { Name = "g10", Label = t["Ui.Gallery.Tracks"], Choices = tracks, Error = t["Ui.Gallery.FormError"] }, t)),
            (null, Select.Render(new() { Name = "g11", Label = t["Ui.Gallery.Track"], Choices = tracks,
                EmptyText = t["Ui.Gallery.Choose"] }, t)));

        yield return GallerySection.Of("tanggal", t["Ui.Gallery.Dates"],
            (null, DateInput.Render(new() { Name = "g13", Label = t["Ui.Gallery.Opens"], Hint = t["Ui.Gallery.OpensHint"],
                Value = ("15", "9", "2025") }, t)),
            (t["Ui.Gallery.StateError"], DateInput.Render(
                new() { Name = "g12", Label = t["Ui.Gallery.Opens"], Value = ("31", "2", "2026"), Error = t["Ui.Gallery.DateError"] }, t)));

        yield return Filter(t);
    }

    private static GallerySection Filter(Texts t)
    {
        return GallerySection.Of("penyaring", t["Ui.Gallery.Filter"],
            (null, FilterSentence.Render(
                new()
                {
                    Action = "/galeri",
                    Parts =
                    [
                        FilterPart.Words(t["Ui.Gallery.FilterStart"]),
                        FilterPart.Choice("prov", t["Ui.Gallery.Province"],
                            [new("", t["Ui.Gallery.AllProvinces"]), new("16", t["Ui.Gallery.Province"])], "16"),
                        FilterPart.Words(t["Ui.Gallery.FilterMiddle"]),
                        FilterPart.Choice("nota", t["Ui.Gallery.States"],
                            [new("belum", t["Ui.Gallery.NotSigned"]), new("", t["Ui.Gallery.AnyState"])], "belum"),
                    ],
                },
                t)));
    }
}

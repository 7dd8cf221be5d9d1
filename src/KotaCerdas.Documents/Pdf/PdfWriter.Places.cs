namespace KotaCerdas.Documents.Pdf;

/// <summary>Where somebody signs.</summary>
/// <param name="Role">Names the place; signing asks for it by this name.</param>
/// <param name="Above">Lines above the place: party and office.</param>
/// <param name="Below">Lines below it: the name, where it is known.</param>
public sealed record SigningPlace(string Role, IReadOnlyList<string> Above, IReadOnlyList<string> Below);

/// <content>Places for visible signatures.</content>
public sealed partial class PdfWriter
{
    private const int PlacesPerRow = 2;
    private const double PlaceGap = 24;

    /// <summary>Height of a place in points: three lines beside a QR code.</summary>
    private const double PlaceHeight = 68;

    private static readonly TextStyle PlaceStyle = new(Size: 10, Leading: 1.35, TextAlign.Center, After: 0);

    /// <summary>
    /// Reserves places, two in a row, the last alone on the right where their number is odd. Their pages and edges come back with
    /// <see cref="Finish"/>; they stay empty until somebody signs.
    /// </summary>
    public void SigningPlaces(IReadOnlyList<SigningPlace> places)
    {
        foreach (var row in places.Chunk(PlacesPerRow))
        {
            Row(row);
        }
    }

    private void Row(SigningPlace[] row)
    {
        var width = (Width - PlaceGap) / PlacesPerRow;
        double Height(IReadOnlyList<string> lines)
        {
            _block.Set([new TextRun(string.Join('\n', lines))], PlaceStyle, width);
            return lines.Count == 0 ? 0 : _block.Height;
        }

        var above = row.Max(p => Height(p.Above));
        var below = row.Max(p => Height(p.Below));
        _flow.Need(above + PlaceHeight + below);
        var top = _flow.Cursor;
        for (var i = 0; i < row.Length; i++)
        {
            var column = row.Length == 1 ? PlacesPerRow - 1 : i;
            var left = _flow.Left + (column * (width + PlaceGap));
            Lines(row[i].Above, left, top, width);
            _places.Add(new ReservedPlace(row[i].Role, _flow.PageNumber, left, top - above - PlaceHeight + 4, width, PlaceHeight - 8));
            Lines(row[i].Below, left, top - above - PlaceHeight, width);
        }

        _flow.Move(above + PlaceHeight + below + PlaceStyle.LineHeight);
    }

    private void Lines(IReadOnlyList<string> lines, double left, double top, double width)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var element = _flow.Structure.Open("P", _flow.Structure.Document);
        _block.Set([new TextRun(string.Join('\n', lines), Bold: true)], PlaceStyle, width);
        Marked(element, () => _flow.Canvas.Text(_block, .., left, top));
        _flow.Structure.Close(element);
    }
}

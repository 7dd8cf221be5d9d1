using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// Loads a dump into the temporary tables in one walk, whatever the order of its tables: of each table no more than a batch of rows is
/// kept in memory.
/// </summary>
/// <param name="connection">Has the temporary tables.</param>
/// <param name="context">Is told how far it is.</param>
/// <param name="tables">Tables that are read.</param>
/// <param name="part">Number of the dump from 1, bytes of the files before it, and of all files.</param>
internal sealed class DumpStage(
    DbConnection connection, OperationContext context, IReadOnlyList<SismiopTable> tables, (int Source, long Before, long All) part)
{
    private const int Batch = 5_000;

    private readonly Dictionary<string, Pending> _tables = tables.ToDictionary(t => t.Name, t => new Pending(t), StringComparer.Ordinal);

    /// <summary>Wanted tables that are in the dump, with rows or without.</summary>
    public IEnumerable<string> Found => _tables.Values.Where(t => t.Found).Select(t => t.Table.Name);

    /// <summary>Loads the dump.</summary>
    /// <returns>Its tables with their rows, also those that were passed over; or why it cannot be read.</returns>
    public async Task<Outcome<List<SismiopFile>>> LoadAsync(
        SismiopDump dump, SismiopFiles files, List<UnreadableRow> unreadable, CancellationToken cancel)
    {
        try
        {
            await using var content = dump.Open();
            using var bytes = new DumpBytes(content);
            var reader = new DumpReader(
                bytes, tables.ToDictionary(t => t.Name, t => t.Columns, StringComparer.Ordinal),
                tables.Where(t => t.Optional > 0).ToDictionary(t => t.Name, t => t.Optional, StringComparer.Ordinal));
            await using var transaction = SismiopStage.Begin(connection);
            await BulkWriter.InsertAsync(connection, "sismiop_source", ["number", "name"], [[(long)part.Source, dump.Name]], cancel);
            while (reader.Next())
            {
                var pending = _tables[reader.Table];
                if (files.Has(pending.Table))
                {
                    return new Problem("Revenue.Import.TwoSources", null, pending.Table.Name, dump.Name);
                }

                if (pending.Take(reader, part.Source, unreadable) % Batch == 0)
                {
                    context.Report(part.Before + bytes.Length, part.All, "Revenue.Import.Reading", dump.Name);
                    await pending.WriteAsync(connection, cancel);
                }
            }

            foreach (var pending in _tables.Values)
            {
                pending.Found |= reader.Created.Contains(pending.Table.Name);
                await pending.WriteAsync(connection, cancel);
            }

            await transaction.CommitAsync(cancel);
            return Report(dump, bytes.Hash(), reader.Skipped);
        }
        catch (DumpException broken)
        {
            return new Problem($"Revenue.Import.Dump.{broken.Rule}", null, [dump.Name, broken.Line, .. broken.Args]);
        }
        catch (InvalidDataException)
        {
            return new Problem("Revenue.Import.NotZip");
        }
    }

    private List<SismiopFile> Report(SismiopDump dump, string hash, IReadOnlyDictionary<string, long> skipped)
    {
        var read = _tables.Values.Where(t => t.Found).Select(t => new SismiopFile(t.Table.Name, dump.Name, dump.Bytes, hash, t.Rows));
        return
        [
            .. read,
            .. skipped.OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => new SismiopFile(s.Key, dump.Name, dump.Bytes, hash, s.Value) { Skipped = true }),
        ];
    }

    /// <summary>Rows of a table on their way into its temporary table.</summary>
    private sealed class Pending(SismiopTable table)
    {
        private readonly SismiopCells _cells = new(table.Columns);
        private readonly List<object?[]> _rows = [];
        private int _line;
        private int _rowOfLine;
        private int _unreadable;
        private long _taken;

        public SismiopTable Table => table;

        public bool Found { get; set; }

        /// <summary>Rows that were written.</summary>
        public long Rows { get; private set; }

        /// <summary>Takes the row that the reader stands at.</summary>
        /// <returns>How many rows it took so far.</returns>
        public long Take(DumpReader reader, int source, List<UnreadableRow> unreadable)
        {
            Found = true;
            if (_unreadable == SismiopStage.MostUnreadable)
            {
                return ++_taken;
            }

            _rowOfLine = reader.Line == _line ? _rowOfLine + 1 : 0;
            _line = reader.Line;
            var place = DumpPlace.Of(source, _line, _rowOfLine);
            _cells.Take(reader);
            var values = table.Read(_cells);
            if (_cells.Flaw is null)
            {
                _rows.Add([place, .. values]);
            }
            else
            {
                unreadable.Add(new(table.Name, place, _cells.Flaw));
                _unreadable++;
            }

            return ++_taken;
        }

        public async Task WriteAsync(DbConnection connection, CancellationToken cancel)
        {
            if (_rows.Count > 0)
            {
                Rows += await BulkWriter.InsertAsync(connection, table.Temporary, table.StageColumns, _rows, cancel);
                _rows.Clear();
            }
        }
    }
}

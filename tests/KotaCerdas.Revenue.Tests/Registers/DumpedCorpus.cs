using System.Globalization;
using System.Text;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>The tools whose way of writing dumps the tests know.</summary>
internal enum DumpTool
{
    /// <summary>SQL Developer: an INSERT for each row, tables in turns, dates by <c>to_date</c>.</summary>
    Oracle,

    /// <summary>mysqldump: CREATE TABLE, then all rows of a table in one line, with backslashes.</summary>
    Mysql,

    /// <summary>pg_dump: COPY.</summary>
    PostgresCopy,

    /// <summary>pg_dump <c>--inserts --rows-per-insert</c>: a line for each row.</summary>
    PostgresInserts,
}

/// <summary>A corpus as the dump of a tool, with what such dumps also hold: comments, other tables, programs.</summary>
internal sealed class DumpedCorpus
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<(string Table, int Row), int> _lines = [];
    private int _line = 1;

    public DumpedCorpus(SismiopCorpus corpus, DumpTool tool)
    {
        switch (tool)
        {
            case DumpTool.Oracle:
                WriteOracle(corpus);
                break;
            case DumpTool.Mysql:
                WriteMysql(corpus);
                break;
            case DumpTool.PostgresCopy:
                WritePostgres(corpus, copy: true);
                break;
            default:
                WritePostgres(corpus, copy: false);
                break;
        }
    }

    public string Text => _text.ToString();

    /// <summary>Line of a row that stands in this line of the CSV file.</summary>
    public int LineOf(string table, int csvLine) => _lines[(table, csvLine - 2)];

    private void WriteOracle(SismiopCorpus corpus)
    {
        Say("REM INSERTING into PBB.DAT_LAIN; it's only a remark\nSET DEFINE OFF;\n");
        Say("Insert into PBB.DAT_LAIN (A,B) values (1,'a;b''c');\nInsert into PBB.DAT_LAIN (A,B) values (2,EMPTY_CLOB());\n");
        Say("create or replace trigger pbb.t before insert on pbb.sppt for each row\n");
        Say("begin\n  insert into his_sppt values (1);\nend;\n/\n");
        var tables = corpus.Tables.ToList();
        for (var row = 0; row < tables.Max(t => t.Rows.Count); row++)
        {
            foreach (var (name, columns, rows) in tables.Where(t => row < t.Rows.Count))
            {
                var values = rows[row].Select((v, i) => Oracle(columns[i], v));
                Row(name, row, $"Insert into PBB.{name.ToUpperInvariant()} (\"{string.Join("\",\"", columns)}\") values (");
                Say(string.Join(",", values) + ");\n");
            }
        }
    }

    private void WriteMysql(SismiopCorpus corpus)
    {
        Say("-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\nDELIMITER ;;\n");
        Say("CREATE TRIGGER t BEFORE INSERT ON sppt FOR EACH ROW BEGIN\n");
        Say("INSERT INTO sppt VALUES (1);\nEND ;;\nDELIMITER ;\n");
        Say("INSERT INTO `dat_lain` VALUES (1,'a\\'),(b'),(2,NULL);\n");
        foreach (var (name, columns, rows) in corpus.Tables)
        {
            Say($"CREATE TABLE `{name}` (\n");
            Say(string.Concat(columns.Select(c => $"  `{c}` varchar(10) DEFAULT '(,' COMMENT 'it''s, one',\n")));
            Say($"  PRIMARY KEY (`{columns[0]}`,`{columns[1]}`),\n  KEY `satu` (`{columns[1]}`)\n) ENGINE=InnoDB COMMENT='a;b';\n");
            Say($"LOCK TABLES `{name}` WRITE;\n/*!40000 ALTER TABLE `{name}` DISABLE KEYS */;\n");
            for (var row = 0; row < rows.Count; row++)
            {
                Row(name, row, row == 0 ? $"INSERT INTO `{name}` VALUES (" : ",(");
                Say(string.Join(",", rows[row].Select(Mysql)) + ")");
            }

            Say(rows.Count == 0 ? "UNLOCK TABLES;\n" : ";\nUNLOCK TABLES;\n");
        }
    }

    private void WritePostgres(SismiopCorpus corpus, bool copy)
    {
        Say("--\n-- PostgreSQL database dump\n--\n\\restrict abc\nSET statement_timeout = 0;\n");
        Say("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\nINSERT INTO sppt VALUES ('it''s');\nEND $$;\n");
        Say(copy ? "COPY public.dat_lain (a, b) FROM stdin;\n1\ta'b\n2\t\\N\n\\.\n\n"
            : "INSERT INTO public.dat_lain VALUES (1, 'a'), (2, '(');\n");
        foreach (var (name, columns, rows) in corpus.Tables)
        {
            var list = string.Join(", ", columns.Select(c => c.ToLowerInvariant()));
            Say($"CREATE TABLE public.{name} (\n    {columns[0]} text NOT NULL\n);\n");
            Say(copy ? $"COPY public.{name} ({list}) FROM stdin;\n" : $"INSERT INTO public.{name} ({list}) VALUES\n");
            for (var row = 0; row < rows.Count; row++)
            {
                Row(name, row, string.Empty);
                Say(copy ? string.Join("\t", rows[row].Select(Copied)) + "\n"
                    : $"\t({string.Join(", ", rows[row].Select(Standard))}){(row == rows.Count - 1 ? ";" : ",")}\n");
            }

            Say(copy ? "\\.\n\n" : "\n");
        }
    }

    /// <summary>Notes where a row stands.</summary>
    private void Row(string table, int row, string begins)
    {
        _lines[(table, row)] = _line;
        Say(begins);
    }

    private void Say(string text)
    {
        _text.Append(text);
        _line += text.Count(c => c == '\n');
    }

    private static string Oracle(string column, string value)
    {
        var day = Day(value);
        return column switch
        {
            "TGL_JATUH_TEMPO_SPPT" when day is { } due => string.Create(
                CultureInfo.InvariantCulture, $"to_date('{due:dd-MM-yy} 00:00:00','DD-MM-RR HH24:MI:SS')"),
            "TGL_TERBIT_SPPT" when day is { } issued =>
                string.Create(CultureInfo.InvariantCulture, $"'{issued:dd-MMM-yy}'").ToUpperInvariant(),
            "TGL_PEMBAYARAN_SPPT" when day is { } paid =>
                $"TO_DATE('{paid.Day} {(paid.Month == 8 ? "AGU" : "?")} {paid.Year}', 'DD MON YYYY', 'NLS_DATE_LANGUAGE=INDONESIAN')",
            _ when value.Length > 0 && value[0] != '0' && value.All(char.IsAsciiDigit) && value.Length < 9 => value,
            _ => Standard(value + (value.Length == 0 ? string.Empty : "  ")),
        };
    }

    private static string Mysql(string value) => value.Length == 0 ? "NULL"
        : $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string Standard(string value) => value.Length == 0 ? "NULL" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Copied(string value) => value.Length == 0 ? "\\N" : value.Replace("\\", "\\\\", StringComparison.Ordinal);

    private static DateOnly? Day(string value) => DateOnly.TryParseExact(
        value.Split(' ')[0], ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

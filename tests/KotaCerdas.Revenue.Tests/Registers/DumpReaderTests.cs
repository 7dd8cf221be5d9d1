using System.Globalization;
using System.Text;
using KotaCerdas.Revenue.Features.Imports;

namespace KotaCerdas.Revenue.Tests.Registers;

public sealed class DumpReaderTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Wanted = new(StringComparer.Ordinal)
    {
        ["t"] = ["a", "b"],
        ["u"] = ["c"],
    };

    [Theory]
    [InlineData("insert into t (b, a) values ('1', 2);", "1 t 2|1")]
    [InlineData("INSERT INTO \"PBB\".\"T\"(\"A\",X,\"B\")VALUES('it''s',0,NULL),\n(-1.50,DEFAULT,+3) ;", "1 t it's||2 t -1.50|3")]
    [InlineData("REPLACE INTO `d`.`t` VALUES ('a\\'b\\\\','\\n.');", "1 t a'b\\|.")]
    [InlineData("insert into t values ('c:\\', 'x');", "1 t c:\\|x")]
    [InlineData("insert into t values (E'a\\'b', N'c');\ninsert into t values (q'[it's]', _utf8 'd');", "1 t a'b|c|2 t it's|d")]
    [InlineData("insert into t values ('a'||chr(13)||CHR(10)||'b', '1'::character varying(3));", "1 t a\r\nb|1")]
    [InlineData("insert into t values (to_date('31-08-98','DD-MM-RR'), DATE '2023-01-02');", "1 t 1998-08-31|2023-01-02")]
    [InlineData("insert into t values (to_timestamp('05-MEI-24 12.30.00,0000 AM','DD-MON-RR HH.MI.SSXFF AM'), to_date(''))",
        "1 t 2024-05-05|")]
    [InlineData(
        "create table if not exists s.t (z int default (1,2), \"B\" text, primary key (z, b), A date);insert into t values (1,2,3);",
        "1 t 3|2")]
    [InlineData("insert all into t (a,b) values (1,2)\n into u (c) values (3)\n select * from dual;\ninsert into u values (4);",
        "1 t 1|2|2 u 3|4 u 4")]
    [InlineData("copy t (b, x, a) from stdin;\n1\t\\N\ta\\tb\\\\\\.\n\\N\t\\055\t\\x2D\n\\.\ninsert into u values (1);",
        "2 t a\tb\\.|1|3 t -||5 u 1")]
    [InlineData("insert into t values (1,2)\ninsert into u values (3)\ngo\ninsert into u values (4) on conflict do nothing;",
        "1 t 1|2|2 u 3|4 u 4")]
    [InlineData("select 1 -- it's\n/* ; */\n;insert into u values (5);begin;insert into u values (6);commit;", "3 u 5|3 u 6")]
    [InlineData("set define off\nprompt it's\ninsert into u values (7);", "3 u 7")]
    [InlineData("create function f() returns int as $x$ begin;\ninsert into u values (1); $$ $x$ language sql;insert into u values (8);",
        "2 u 8")]
    [InlineData("create trigger x begin\ninsert into u values (1);\nend;\n/\ninsert into u values (9);", "5 u 9")]
    [InlineData("insert into other values (1,'(;'),(2,3)\ninsert into u values ('  10 ');", "2 u 10")]
    public void Rows_are_read_as_the_tools_write_them(string sql, string expected) => Assert.Equal(expected, string.Join('|', Read(sql)));

    [Theory]
    [InlineData("insert into t values (1);", "1")]
    [InlineData("insert into t (a) values (1);", "1")]
    [InlineData("insert into t (b, a) values (2, 1);", "1|2")]
    [InlineData("insert into t values (1, 2);", "1|2")]
    public void Optional_columns_may_be_missing_and_the_row_says_so(string sql, string expected)
    {
        using var bytes = new DumpBytes(new MemoryStream(Encoding.UTF8.GetBytes(sql)));
        var reader = new DumpReader(bytes, Wanted, new Dictionary<string, int> { ["t"] = 1 });
        Assert.True(reader.Next());
        var cells = Enumerable.Range(0, 2).Where(reader.Has).Select(c => Encoding.UTF8.GetString(reader.Bytes(c)));
        Assert.Equal(expected, string.Join('|', cells));
    }

    [Theory]
    [InlineData("insert into t (a, b) values (1,2),\n(1,2,3);", "Values", 2)]
    [InlineData("insert into t (a) values (1);", "Columns", 1)]
    [InlineData("insert into t values (1,2,3);", "NoColumns", 1)]
    [InlineData("insert into u values (1),\n('abc", "Open", 2)]
    [InlineData("insert into u values (1\n", "Open", 1)]
    [InlineData("\n/* never closed", "Open", 2)]
    [InlineData("create table t (a int);\ncopy u (c) from stdin;\n1\n2", "Open", 2)]
    [InlineData("insert into u values ('O'Brien');", "Quote", 1)]
    [InlineData("insert into u values (sysdate);", "Expression", 1)]
    [InlineData("insert into u values (to_date('31-13-23','DD-MM-RR'));", "Expression", 1)]
    [InlineData("insert into u values (1-2);", "Expression", 1)]
    [InlineData("insert into u values ();", "Form", 1)]
    [InlineData("insert into u select 1;", "Form", 1)]
    [InlineData("copy u (c) from stdin with (format csv);\n1\n\\.\n", "Form", 1)]
    [InlineData("insert into u values (1) 2;", "Tail", 1)]
    [InlineData("declare x int;\nbegin\ninsert into u values (1);\nend;\n/", "Block", 1)]
    [InlineData("create procedure p as begin null; end;\ninsert into u values (1);", "Block", 1)]
    [InlineData("delimiter ;;\ninsert into u values (1);;", "Block", 1)]
    [InlineData("insert into u values ('\0');", "Binary", 1)]
    public void What_breaks_a_dump_is_named_with_its_line(string sql, string rule, int line)
    {
        var broken = Assert.Throws<DumpException>(() => Read(sql));
        Assert.Equal((rule, line), (broken.Rule, broken.Line));
    }

    [Fact]
    public void A_row_is_never_longer_than_a_megabyte_and_other_tables_may_have_any()
    {
        var large = new string('x', 3_000_000);
        Assert.Equal(["1 u 1"], Read($"insert into other values ('{large}'),('{large}');insert into u values (1);"));
        Assert.Equal("TooLong", Assert.Throws<DumpException>(() => Read($"insert into u values ('{large}');")).Rule);
    }

    [Fact]
    public void A_long_dump_is_read_in_bounded_memory()
    {
        const int Rows = 100_000;
        var part = "('contoh', null), (1, 2),"u8.ToArray();
        using var bytes = new DumpBytes(new Repeated("insert into t (a, b) values "u8.ToArray(), part, Rows));
        var reader = new DumpReader(bytes, Wanted);
        Assert.True(reader.Next());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var row = 1; row < 2 * Rows; row++)
        {
            Assert.True(reader.Next());
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    /// <summary>Whatever happens to a dump on its way: it is read, or refused at one of its lines.</summary>
    [Fact]
    public void Damaged_dumps_are_read_or_refused_at_a_line()
    {
        var random = new Random(20_261_130);
        var refused = 0;
        foreach (var tool in Enum.GetValues<DumpTool>())
        {
            var whole = Encoding.UTF8.GetBytes(new DumpedCorpus(new SismiopCorpus(), tool).Text);
            for (var i = 0; i < 1_000; i++)
            {
                var damaged = Damage(whole, random);
                try
                {
                    ReadAll(damaged);
                }
                catch (DumpException broken)
                {
                    refused++;
                    Assert.InRange(broken.Line, 1, damaged.Count(b => b == '\n') + 1);
                }
            }
        }

        Assert.InRange(refused, 1_000, 3_999);
    }

    /// <summary>Any text comes back as it was written, by each tool's way of writing it.</summary>
    [Fact]
    public void Any_text_comes_back_as_it_was()
    {
        var random = new Random(7);
        const string Letters = "ab'\\\"`;,()\n\t|-$é. ";
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Letters[random.Next(Letters.Length)])).Trim();
            var quoted = text.Replace("'", "''", StringComparison.Ordinal);
            var slashed = text.Replace("\\", "\\\\", StringComparison.Ordinal);
            var copied = slashed.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
            foreach (var sql in new[]
            {
                $"insert into u values ('{quoted}');",
                $"insert into `u` values ('{slashed.Replace("'", "\\'", StringComparison.Ordinal)}');",
                $"insert into u values (E'{slashed.Replace("'", "''", StringComparison.Ordinal)}');",
                $"copy u from stdin;\n{copied}\n\\.\n",
            })
            {
                Assert.Equal($"u {text}", Read(sql).Single()[2..]);
            }
        }
    }

    [Theory]
    [InlineData("31-08-23", "DD-MM-RR", "2023-08-31")]
    [InlineData("31-08-1998 00:00:00", "DD-MM-YYYY HH24:MI:SS", "1998-08-31")]
    [InlineData("2023/8/1", "YYYY/MM/DD", "2023-08-01")]
    [InlineData("20230801", "YYYYMMDD", "2023-08-01")]
    [InlineData("1 OKT 50", "DD MON RR", "1950-10-01")]
    [InlineData("17-AGUSTUS-2023", "DD-MONTH-YYYY", "2023-08-17")]
    [InlineData("29-02-2023", "DD-MM-YYYY", null)]
    [InlineData("08/31/23", "DD/MM/YY", null)]
    [InlineData("31-08-23", "DD-MM", null)]
    [InlineData("31-08-23", "DD-WW-RR", null)]
    public void Dates_are_read_by_their_format(string text, string format, string? expected) =>
        Assert.Equal(expected, DumpDates.Read(text, format)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("31-AUG-23", "2023-08-31")]
    [InlineData("1-Des-1999", "1999-12-01")]
    [InlineData("05-MEI-50 10.00.00,000000 AM", "1950-05-05")]
    [InlineData("31-SEP-23", null)]
    [InlineData("31-08-23", null)]
    public void Short_dates_are_read_with_months_of_both_languages(string text, string? expected) =>
        Assert.Equal(expected, DumpDates.ShortDay(text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static byte[] Damage(byte[] whole, Random random)
    {
        var marks = "'\"`(),;\\\n\t-/*$.|: "u8;
        List<byte> damaged = [.. whole];
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged.Insert(at, marks[random.Next(marks.Length)]);
                    break;
                case 1:
                    damaged[at] = marks[random.Next(marks.Length)];
                    break;
                case 2:
                    damaged.RemoveRange(at, Math.Min(damaged.Count - at - 1, random.Next(1, 30)));
                    break;
                default:
                    damaged.RemoveRange(at + 1, damaged.Count - at - 1);
                    break;
            }
        }

        return [.. damaged];
    }

    private static List<string> Read(string sql)
    {
        using var bytes = new DumpBytes(new MemoryStream(Encoding.UTF8.GetBytes(sql)));
        var reader = new DumpReader(bytes, Wanted);
        var rows = new List<string>();
        while (reader.Next())
        {
            List<string> values = [];
            for (var i = 0; i < Wanted[reader.Table].Count; i++)
            {
                values.Add(Encoding.UTF8.GetString(reader.Bytes(i)));
            }

            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.Line} {reader.Table} {string.Join('|', values)}"));
        }

        return rows;
    }

    private static void ReadAll(byte[] dump)
    {
        using var bytes = new DumpBytes(new MemoryStream(dump));
        var reader = new DumpReader(bytes, new SismiopCorpus().Tables.ToDictionary(
            t => t.Name, t => (IReadOnlyList<string>)[.. t.Columns.Select(c => c.ToLowerInvariant())], StringComparer.Ordinal));
        while (reader.Next())
        {
            reader.Bytes(0);
        }
    }

    /// <summary>A beginning, and then the same bytes many times over, never all in memory.</summary>
    private sealed class Repeated(byte[] begin, byte[] part, int times) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => begin.Length + ((long)part.Length * times);

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = 0;
            for (; read < count && _at < Length; _at++)
            {
                buffer[offset + read++] = _at < begin.Length ? begin[_at] : part[(_at - begin.Length) % part.Length];
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

using Spectre.Console;

namespace CacheActors.Cli.Output;

/// <summary>Rows under headings: drawn by Spectre on a terminal, aligned plain text where output is redirected.</summary>
/// <param name="headings">One per column; one that starts with <c>&gt;</c> is a column of numbers, aligned to the right.</param>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void WriteTo(Terminal terminal)
    {
        if (terminal.OutIsTerminal)
        {
            Draw();
        }
        else
        {
            Align(terminal.Out);
        }
    }

    private static bool IsNumber(string heading) => heading.StartsWith('>');

    private static string Name(string heading) => IsNumber(heading) ? heading[1..] : heading;

    private void Draw()
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            var column = new TableColumn(Markup.Escape(Name(heading)));
            column.Alignment = IsNumber(heading) ? Justify.Right : Justify.Left;
            table.AddColumn(column);
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(Markup.Escape).ToArray());
        }

        AnsiConsole.Write(table);
    }

    private void Align(TextWriter output)
    {
        var widths = new int[headings.Length];
        for (var column = 0; column < headings.Length; column++)
        {
            widths[column] = Name(headings[column]).Length;
            foreach (var row in _rows)
            {
                widths[column] = Math.Max(widths[column], row[column].Length);
            }
        }

        WriteLine(Array.ConvertAll(headings, Name));
        foreach (var row in _rows)
        {
            WriteLine(row);
        }

        void WriteLine(string[] cells)
        {
            var line = "";
            for (var column = 0; column < cells.Length; column++)
            {
                line += IsNumber(headings[column])
                    ? cells[column].PadLeft(widths[column])
                    : cells[column].PadRight(widths[column]);
                line += "  ";
            }

            output.WriteLine(line.TrimEnd());
        }
    }
}

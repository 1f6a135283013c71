using System.Text.Unicode;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Tables;

/// <summary>Parses a record of comma-separated values (RFC 4180): the columns that the plan names.</summary>
/// <param name="columns">For each column the index of its field in the plan; -1 for columns that are skipped.</param>
/// <param name="plan">Which fields are read.</param>
/// <param name="delimiter">The field delimiter.</param>
/// <param name="isHeadless">Whether the first record is a row, and not the names of the columns.</param>
internal sealed class CsvRow(int[] columns, RowPlan plan, byte delimiter, bool isHeadless = false) : IRowParser
{
    private readonly TextBuffer _field = new();

    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row)
    {
        if ((row.Offset == 0 && !isHeadless) || bytes.TrimEnd("\r\n"u8).IsEmpty)
        {
            // The header, or an empty line.
            return RowFault.Blank;
        }

        var fields = new CsvFields(bytes, delimiter);
        var column = 0;
        for (; fields.Next(_field); column++)
        {
            if (column >= columns.Length)
            {
                return new RowFault($"more fields than the header's {columns.Length}", fields.Start);
            }

            var field = columns[column];
            if (field < 0 || _field.Length == 0)
            {
                row.Skipped.Add(_field.Written);
                row.Unread += field < 0 && TextLikeness.Is(_field.Written) ? _field.Length : 0;
                continue;
            }

            if (!Utf8.IsValid(_field.Written))
            {
                return new RowFault(FaultReasons.NotUtf8, fields.Start);
            }

            if (_field.Written.Contains((byte)0))
            {
                return new RowFault(FaultReasons.Nul, fields.Start);
            }

            var role = plan.Fields[field].Role;
            if (role == FieldRole.Speaker)
            {
                row.Skipped.Add(_field.Written);
            }
            else
            {
                row.Add(role == FieldRole.Model ? FieldRole.Declared : role, field, _field.Written);
            }
        }

        row.SetSpeaker(0, FieldRole.Text);

        return fields.Problem is { } problem ? new RowFault(problem, fields.Start)
            : column < columns.Length ? new RowFault($"{column} fields instead of the header's {columns.Length}", 0)
            : null;
    }
}

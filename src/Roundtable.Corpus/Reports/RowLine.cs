using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reports;

/// <summary>Writes rows of any format as lines of JSON.</summary>
public static class RowLine
{
    /// <summary>Writes a row: a JSON row unchanged, a row of another format as an object of the fields that were read.</summary>
    public static void Write(PlannedFile file, RowText row, ReadOnlySpan<byte> bytes, Stream output)
    {
        if (file.Rows.Format.IsJson())
        {
            var line = file.Rows.Value(bytes, row.Offset == 0).ToArray();

            // Line breaks in JSON occur only between tokens, never inside a string.
            line.AsSpan().Replace((byte)'\n', (byte)' ');
            line.AsSpan().Replace((byte)'\r', (byte)' ');
            output.Write(line);
        }
        else
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                foreach (var part in row.Parts)
                {
                    json.WriteString(file.Rows.Plan.Fields[part.Field].Name, row[part]);
                }

                foreach (var declaration in row.Declarations)
                {
                    json.WriteString(file.Rows.Plan.Fields[declaration.Field].Name, row.Declared(declaration));
                }

                json.WriteEndObject();
            }

            output.Write(buffer.WrittenSpan);
        }

        output.WriteByte((byte)'\n');
    }
}

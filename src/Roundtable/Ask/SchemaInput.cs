using System.Globalization;
using System.Text.Json;
using Roundtable.Record.Wording;
using Roundtable.Workspace;

namespace Roundtable.Cli.Ask;

/// <summary>Reads the JSON Schema that <c>--schema</c> names.</summary>
internal static class SchemaInput
{
    /// <summary>The schema; null where none is named.</summary>
    /// <exception cref="WorkspaceException">When there is no such file, or it is not JSON.</exception>
    public static async Task<JsonElement?> ReadAsync(string? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancellation));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(file)} is not JSON at {place}: --schema takes a JSON Schema.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(file)}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(file)} cannot be read: {e.Message}", e);
        }
    }
}

using System.Globalization;

namespace Roundtable.Workspace.Keys;

/// <summary>
/// Where a key is held, as <c>pkcs11:token=T;object=O?module-path=P&amp;pin-source=F&amp;name=N</c> (RFC 7512), with one member that is ours: the name of the
/// key in notes, which no module keeps.
/// </summary>
public sealed record Pkcs11Uri
{
    /// <summary>The environment variable with the PIN where the URI tells none.</summary>
    public const string PinVariable = "ROUNDTABLE_PKCS11_PIN";

    private const string Scheme = "pkcs11:";

    private Pkcs11Uri()
    {
    }

    /// <summary>The token's label; null for any.</summary>
    public string? Token { get; private init; }

    /// <summary>The token's serial number; null for any.</summary>
    public string? Serial { get; private init; }

    /// <summary>The token's manufacturer; null for any.</summary>
    public string? Manufacturer { get; private init; }

    /// <summary>The token's model; null for any.</summary>
    public string? Model { get; private init; }

    /// <summary>The slot's number; null for any.</summary>
    public ulong? Slot { get; private init; }

    /// <summary>The key's label; null for any.</summary>
    public string? Label { get; private init; }

    /// <summary>The key's identifier; null for any.</summary>
    public byte[]? Id { get; private init; }

    /// <summary>Path of the module's library.</summary>
    public string ModulePath { get; private init; } = "";

    /// <summary>The PIN; null where it is told elsewhere.</summary>
    public string? Pin { get; private init; }

    /// <summary>Path of a file with the PIN; null where it is told elsewhere.</summary>
    public string? PinFile { get; private init; }

    /// <summary>The key's name in notes: a log's origin, or a witness's name; the key's label where it is not given.</summary>
    public string? Name { get; private init; }

    /// <summary>Whether a text begins as such a URI does.</summary>
    public static bool Is(string text) => text.AsSpan().TrimStart().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses a URI.</summary>
    /// <exception cref="WorkspaceException">When it is malformed, or has a member that this program does not know; a PIN is not repeated.</exception>
    public static Pkcs11Uri Parse(string text)
    {
        var trimmed = text.Trim();
        if (!Is(trimmed))
        {
            throw Malformed("it does not begin with pkcs11:");
        }

        var (path, query) = trimmed[Scheme.Length..].Split('?', 2) is [var before, var after] ? (before, after) : (trimmed[Scheme.Length..], "");
        var uri = new Pkcs11Uri();
        foreach (var (name, value) in Members(path, ';'))
        {
            uri = name switch
            {
                "token" => uri with { Token = Text(value) },
                "serial" => uri with { Serial = Text(value) },
                "manufacturer" => uri with { Manufacturer = Text(value) },
                "model" => uri with { Model = Text(value) },
                "object" => uri with { Label = Text(value) },
                "id" => uri with { Id = Bytes(value) },
                "slot-id" => uri with
                {
                    Slot = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var slot)
                        ? slot
                        : throw Malformed("slot-id is no number"),
                },
                "type" => value is "private" ? uri : throw Malformed("its type is not 'private'"),
                _ => throw Malformed($"'{name}' is not known before the question mark"),
            };
        }

        foreach (var (name, value) in Members(query, '&'))
        {
            uri = name switch
            {
                "module-path" => uri with { ModulePath = Text(value) },
                "pin-value" => uri with { Pin = Text(value) },
                "pin-source" => uri with { PinFile = Text(value) is ['f', 'i', 'l', 'e', ':', .. var file] ? file : Text(value) },
                "name" => uri with { Name = Text(value) },
                _ => throw Malformed($"'{name}' is not known after the question mark"),
            };
        }

        return uri switch
        {
            { ModulePath: "" } => throw Malformed("it does not name the module's library: add '?module-path=/usr/lib/…/module.so'"),
            { Label: null, Id: null } => throw Malformed("it names no key: give its label as 'object', or its 'id'"),
            _ => uri with { Name = uri.Name ?? uri.Label },
        };
    }

    private static IEnumerable<(string Name, string Value)> Members(string text, char between)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in text.Split(between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (member.Split('=', 2) is not [var name, var value] || !seen.Add(name))
            {
                throw Malformed("a member has no value, or is there twice");
            }

            yield return (name, value);
        }
    }

    private static string Text(string value) => Uri.UnescapeDataString(value);

    private static byte[] Bytes(string value)
    {
        List<byte> bytes = [];
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '%')
            {
                bytes.Add(value[i] < 128 ? (byte)value[i] : throw Malformed("its id is not percent-encoded"));
            }
            else if (i + 2 < value.Length && byte.TryParse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                throw Malformed("its id is not percent-encoded");
            }
        }

        return [.. bytes];
    }

    private static WorkspaceException Malformed(string why) => new(
        ErrorKind.Configuration,
        $"The pkcs11: URI of a key cannot be used: {why}. Its form is pkcs11:token=T;object=O?module-path=PATH&pin-source=FILE&name=NAME.");
}

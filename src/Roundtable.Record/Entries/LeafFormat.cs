using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Roundtable.Record.Entries;

/// <summary>Serialises a leaf, member by member in canonical order, because this runs for every call.</summary>
internal static class LeafFormat
{
    /// <summary>The newest version that is written and read.</summary>
    public const int NewestVersion = 4;

    /// <summary>The version that is written unless a leaf needs a newer one, so that programs of that version read every other leaf.</summary>
    public const int UsualVersion = 3;

    /// <summary>UTC with seven decimals.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The largest integer that every JSON parser preserves.</summary>
    public const long MaxInteger = (1L << 53) - 1;

    /// <summary>Names of the kinds, by numeric value.</summary>
    public static readonly string[] Kinds = [.. Enum.GetNames<LeafKind>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    /// <summary>Names of the route kinds, by numeric value.</summary>
    public static readonly string[] Routes = [.. Enum.GetNames<RouteKind>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    private static readonly byte[][] _contentNames = [.. Leaf.ContentMembers.Select(System.Text.Encoding.ASCII.GetBytes)];

    [ThreadStatic] private static ArrayBufferWriter<byte>? _output; // where a thread writes leaf after leaf

    public static byte[] Write(Leaf leaf)
    {
        if (leaf.Version is < 1 or > NewestVersion)
        {
            throw new ArgumentException($"A leaf's version is from 1 to {NewestVersion}, not {leaf.Version}.", nameof(leaf));
        }

        var output = _output ??= new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        output.Write("{"u8);
        Text(output, "call"u8, leaf.Call);
        if (leaf.Commitments.Count > 0)
        {
            Name(output, "committed"u8);
            output.Write("{"u8);
            for (var i = 0; i < Leaf.ContentMembers.Count; i++)
            {
                Content(output, _contentNames[i], leaf.Commitments.TryGetValue(Leaf.ContentMembers[i], out var commitment) ? commitment : null);
            }

            output.Write("}"u8);
        }

        var plain = leaf.Version == 1;
        if (leaf.CostUsd is { } cost)
        {
            RequireVersion3(leaf, "a cost");
            Text(output, "costUsd"u8, LeafDecimal.Format(cost));
        }

        Content(output, "document"u8, plain ? leaf.Document : null);
        Integer(output, "durationMs"u8, leaf.DurationMs);
        if (leaf.FinishReason is { } finish)
        {
            RequireVersion3(leaf, "a finish reason");
            Text(output, "finishReason"u8, finish);
        }

        WriteInputs(output, leaf.Inputs);
        WriteKind(output, leaf);
        Content(output, "openings"u8, leaf.OpenedBy);
        Content(output, "output"u8, plain ? leaf.Output : null);
        if (leaf.Producer is { } producer)
        {
            WriteProducer(output, leaf, producer);
        }

        Content(output, "prompt"u8, plain ? leaf.Prompt : null);
        Content(output, "raw"u8, plain ? leaf.Raw : null);
        Content(output, "reason"u8, plain ? leaf.Reason : null);
        if (leaf.Refused)
        {
            Name(output, "refused"u8);
            output.Write("true"u8);
        }

        Text(output, "session"u8, leaf.Session);
        Content(output, "settings"u8, plain ? leaf.Settings : null);
        if (leaf.Simulated)
        {
            Name(output, "simulated"u8);
            output.Write("true"u8);
        }

        Text(output, "terms"u8, leaf.Terms);
        Text(output, "time"u8, leaf.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)); // as TimeFormat has it, in half the time
        if (leaf.Usage is { } usage)
        {
            WriteUsage(output, leaf, usage);
        }

        Integer(output, "v"u8, leaf.Version);
        output.Write("}"u8);
        return output.WrittenCount <= Leaf.MaxBytes ? output.WrittenSpan.ToArray()
            : throw new ArgumentException($"A leaf has at most {Leaf.MaxBytes} bytes; this one would have {output.WrittenCount}.", nameof(leaf));
    }

    private static void WriteKind(ArrayBufferWriter<byte> output, Leaf leaf)
    {
        if (!Enum.IsDefined(leaf.Kind) || leaf.Kind >= LeafKind.ContextFile != leaf.Version > UsualVersion)
        {
            throw UnknownKind($"leaf of version {leaf.Version}", nameof(leaf));
        }

        if (leaf.Kind >= LeafKind.Exchange)
        {
            RequireVersion3(leaf, $"the kind {Kinds[(int)leaf.Kind]}");
        }

        Text(output, "kind"u8, Kinds[(int)leaf.Kind]);
    }

    /// <summary>By kind since version 3; before, the two totals, both required.</summary>
    private static void WriteUsage(ArrayBufferWriter<byte> output, Leaf leaf, Usage usage)
    {
        Name(output, "usage"u8);
        output.Write("{"u8);
        if (leaf.Version >= 3)
        {
            Integer(output, "cacheRead"u8, usage.CacheRead);
            Integer(output, "cacheWrite"u8, usage.CacheWrite);
            Integer(output, "input"u8, usage.Input);
            Integer(output, "inputAudio"u8, usage.InputAudio);
            Integer(output, "output"u8, usage.Output);
            Integer(output, "outputAudio"u8, usage.OutputAudio);
            Integer(output, "reasoning"u8, usage.Reasoning);
        }
        else
        {
            Integer(output, "inputTokens"u8, usage.Input);
            Integer(output, "outputTokens"u8, usage.Output);
        }

        output.Write("}"u8);
        if (usage.IsEmpty || (leaf.Version < 3 && usage != new Usage(usage.Input ?? 0, usage.Output ?? 0)))
        {
            throw new ArgumentException(
                leaf.Version < 3
                    ? "Before version 3 a leaf's usage consists of an input and an output count."
                    : "A leaf's usage must report at least one kind.",
                nameof(leaf));
        }
    }

    private static ArgumentException UnknownKind(string what, string parameter) => new($"The {what}'s kind is unknown.", parameter);

    /// <summary>Older versions have fewer members, and their readers reject unknown ones.</summary>
    private static void RequireVersion3(Leaf leaf, string what)
    {
        if (leaf.Version < 3)
        {
            throw new ArgumentException($"A leaf of version {leaf.Version} cannot contain {what}; this requires version 3.", nameof(leaf));
        }
    }

    private static void WriteProducer(ArrayBufferWriter<byte> output, Leaf leaf, Producer producer)
    {
        Name(output, "producer"u8);
        output.Write("{"u8);
        Text(output, "connection"u8, producer.Connection);
        Text(output, "requested"u8, producer.Requested);
        if (producer.Route is { } route)
        {
            Name(output, "route"u8);
            output.Write("{"u8);
            Text(output, "kind"u8, Enum.IsDefined(route.Kind) ? Routes[(int)route.Kind] : throw UnknownKind("route", nameof(leaf)));
            Text(output, "through"u8, route.Through);
            output.Write("}"u8);
        }

        Text(output, "served"u8, producer.Served);
        if (producer.Upstream is { } upstream)
        {
            RequireVersion3(leaf, "an upstream");
            Text(output, "upstream"u8, upstream);
        }

        output.Write("}"u8);
    }

    private static void WriteInputs(ArrayBufferWriter<byte> output, IReadOnlyList<long> inputs)
    {
        if (inputs.Count == 0)
        {
            return;
        }

        if (inputs.Count > Leaf.MaxInputs || Enumerable.Range(1, inputs.Count - 1).Any(i => inputs[i - 1] >= inputs[i]))
        {
            throw new ArgumentException($"A leaf has at most {Leaf.MaxInputs} inputs, in ascending order without duplicates.", nameof(inputs));
        }

        Name(output, "inputs"u8);
        for (var i = 0; i < inputs.Count; i++)
        {
            output.Write(i == 0 ? "["u8 : ","u8);
            Number(output, inputs[i]);
        }

        output.Write("]"u8);
    }

    private static void Name(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name)
    {
        if (output.WrittenSpan[^1] != (byte)'{')
        {
            output.Write(","u8);
        }

        output.Write("\""u8);
        output.Write(name);
        output.Write("\":"u8);
    }

    private static void Text(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Name(output, name);
            CanonicalString.Write(output, value);
        }
    }

    private static void Content(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, Digest? value)
    {
        if (value is { } digest)
        {
            Name(output, name);
            Span<byte> bytes = stackalloc byte[Digest.Length];
            digest.CopyTo(bytes);
            var span = output.GetSpan((2 * Digest.Length) + 2);
            span[0] = (byte)'"';
            Convert.TryToHexStringLower(bytes, span[1..], out _);
            span[(2 * Digest.Length) + 1] = (byte)'"';
            output.Advance((2 * Digest.Length) + 2);
        }
    }

    private static void Integer(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            Name(output, name);
            Number(output, number);
        }
    }

    private static void Number(ArrayBufferWriter<byte> output, long number)
    {
        if (number is < 0 or > MaxInteger)
        {
            throw new ArgumentException($"A number in a leaf is from 0 to 2^53 - 1, not {number}.", nameof(number));
        }

        var span = output.GetSpan(20);
        number.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}

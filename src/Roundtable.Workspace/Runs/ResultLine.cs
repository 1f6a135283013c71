using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>
/// The line of an item in <c>results.jsonl</c>, which says the same whenever and wherever the run is made, and in <c>calls.jsonl</c>, which says what that
/// run itself did. docs/formats/run.md.
/// </summary>
internal static class ResultLine
{
    private static readonly JsonWriterOptions _options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line of results, with its line break.</summary>
    public static void WriteResult(IBufferWriter<byte> output, ItemResult result, Tally? tally)
    {
        using (var json = new Utf8JsonWriter(output, _options))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, result.Id);
            json.WriteString("digest"u8, result.Digest.ToString());
            if (result.Options is { } options)
            {
                json.WriteStartArray("options"u8);
                foreach (var option in options)
                {
                    json.WriteStringValue(option);
                }

                json.WriteEndArray();
            }

            if (tally is not null)
            {
                WriteTally(json, tally);
            }

            json.WriteStartArray("seats"u8);
            foreach (var seat in result.Seats)
            {
                WriteSeat(json, seat);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes the line of calls, with its line break.</summary>
    public static void WriteCalls(IBufferWriter<byte> output, ItemResult result)
    {
        using (var json = new Utf8JsonWriter(output, _options))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, result.Id);
            json.WriteStartArray("seats"u8);
            foreach (var seat in result.Seats)
            {
                json.WriteStartObject();
                json.WriteNumber("seat"u8, seat.Seat);
                json.WriteNumber("sample"u8, seat.Sample);
                if (seat.Leaf is { } leaf)
                {
                    json.WriteNumber("leaf"u8, leaf);
                }

                if (seat.Reused)
                {
                    json.WriteBoolean("reused"u8, true);
                }

                json.WriteNumber("calls"u8, seat.Calls);
                json.WriteNumber("ms"u8, seat.Milliseconds);
                json.WriteNumber("microDollars"u8, seat.MicroDollars);
                if (!seat.IsPriced)
                {
                    json.WriteBoolean("priced"u8, false);
                }

                Number(json, "input"u8, seat.Usage?.TotalInput);
                Number(json, "output"u8, seat.Usage?.TotalOutput);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Reads an item's two lines.</summary>
    /// <param name="index">The item's place, from 0.</param>
    /// <param name="result">The line of results.</param>
    /// <param name="calls">The line of calls; empty where it is not wanted.</param>
    /// <exception cref="JsonException">When a line is not one of these.</exception>
    public static ItemResult Read(int index, ReadOnlyMemory<byte> result, ReadOnlyMemory<byte> calls)
    {
        using var said = JsonDocument.Parse(result);
        var root = said.RootElement;
        try
        {
            var id = root.GetProperty("id").GetString()!;
            IReadOnlyList<string>? options = root.TryGetProperty("options", out var own) ? [.. own.EnumerateArray().Select(o => o.GetString()!)] : null;
            List<SeatResult> seats = [.. root.GetProperty("seats").EnumerateArray().Select(ReadSeat)];
            if (!calls.IsEmpty)
            {
                using var made = JsonDocument.Parse(calls);
                if (made.RootElement.GetProperty("id").GetString() != id)
                {
                    throw new JsonException("The two files of the run are not about the same items.");
                }

                var i = 0;
                foreach (var call in made.RootElement.GetProperty("seats").EnumerateArray())
                {
                    seats[i] = WithCall(seats[i], call);
                    i++;
                }
            }

            return new ItemResult(index, id, Digest.Parse(root.GetProperty("digest").GetString()!), options, seats);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentOutOfRangeException)
        {
            throw new JsonException($"The line of item {index + 1} is not one of a run's results.", e);
        }
    }

    /// <summary>The tally of a line of results; null where it has none.</summary>
    public static Tally? ReadTally(JsonElement root) => !root.TryGetProperty("tally", out var tally) ? null : new Tally(
        [.. tally.GetProperty("votes").EnumerateArray().Select(v => v.GetInt32())],
        tally.GetProperty("cannotTell").GetInt32(),
        tally.GetProperty("objections").GetInt32(),
        tally.GetProperty("refusals").GetInt32(),
        tally.GetProperty("unreadable").GetInt32(),
        tally.GetProperty("absent").GetInt32(),
        tally.GetProperty("quorum").GetInt32());

    /// <summary>Writes a tally with its label as member <c>tally</c>.</summary>
    public static void WriteTally(Utf8JsonWriter json, Tally tally)
    {
        json.WriteStartObject("tally"u8);
        json.WriteString("label"u8, Kebab.Name(tally.Label));
        if (tally.Leader is { } leader)
        {
            json.WriteNumber("leader"u8, leader);
        }

        json.WriteStartArray("votes"u8);
        foreach (var votes in tally.Votes)
        {
            json.WriteNumberValue(votes);
        }

        json.WriteEndArray();
        json.WriteNumber("cannotTell"u8, tally.Abstentions);
        json.WriteNumber("objections"u8, tally.Objections);
        json.WriteNumber("refusals"u8, tally.Refusals);
        json.WriteNumber("unreadable"u8, tally.Unparsed);
        json.WriteNumber("absent"u8, tally.Absent);
        json.WriteNumber("quorum"u8, tally.Quorum);
        json.WriteEndObject();
    }

    private static void WriteSeat(Utf8JsonWriter json, SeatResult seat)
    {
        json.WriteStartObject();
        json.WriteNumber("seat"u8, seat.Seat);
        json.WriteNumber("sample"u8, seat.Sample);
        json.WriteString("kind"u8, seat.Answer.Kind);
        switch (seat.Answer)
        {
            case SeatAnswer.Vote vote:
                json.WriteNumber("option"u8, vote.Option);
                break;
            case SeatAnswer.Number number:
                json.WriteNumber("value"u8, number.Value);
                break;
            case SeatAnswer.Text text:
                json.WriteString("value"u8, text.Value);
                break;
            case SeatAnswer.Json document:
                json.WritePropertyName("value"u8);
                document.Value.WriteTo(json);
                break;
            case SeatAnswer.Objection objection:
                json.WriteString("why"u8, objection.Why);
                break;
            case SeatAnswer.Refusal { ByProvider: true }:
                json.WriteBoolean("byProvider"u8, true);
                break;
            case SeatAnswer.Unreadable unreadable:
                json.WriteString("why"u8, unreadable.Error);
                break;
            case SeatAnswer.Absent absent:
                json.WriteString("why"u8, absent.Reason);
                break;
        }

        if (seat.Confidence is { } confidence)
        {
            json.WriteNumber("confidence"u8, confidence);
        }

        if (seat.Served is { } served)
        {
            json.WriteString("served"u8, served);
        }

        json.WriteNumber("length"u8, seat.Length);
        json.WriteEndObject();
    }

    private static SeatResult ReadSeat(JsonElement json)
    {
        SeatAnswer answer = json.GetProperty("kind").GetString() switch
        {
            "vote" => new SeatAnswer.Vote(json.GetProperty("option").GetInt32()),
            "number" => new SeatAnswer.Number(json.GetProperty("value").GetDecimal()),
            "text" => new SeatAnswer.Text(json.GetProperty("value").GetString()!),
            "json" => new SeatAnswer.Json(json.GetProperty("value").Clone()),
            "cannot-tell" => new SeatAnswer.CannotTell(),
            "objection" => new SeatAnswer.Objection(json.GetProperty("why").GetString()!),
            "refusal" => new SeatAnswer.Refusal(json.TryGetProperty("byProvider", out _)),
            "unreadable" => new SeatAnswer.Unreadable(json.GetProperty("why").GetString()!),
            "absent" => new SeatAnswer.Absent(json.GetProperty("why").GetString()!),
            "cut" => new SeatAnswer.Cut(),
            var kind => throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"Unknown kind of answer '{kind}'.")),
        };
        return new SeatResult(json.GetProperty("seat").GetInt32(), json.GetProperty("sample").GetInt32(), answer)
        {
            Confidence = json.TryGetProperty("confidence", out var confidence) ? confidence.GetDouble() : null,
            Served = json.TryGetProperty("served", out var served) ? served.GetString() : null,
            Length = json.GetProperty("length").GetInt32(),
        };
    }

    private static SeatResult WithCall(SeatResult seat, JsonElement json)
    {
        var (input, output) = (Optional("input"), Optional("output"));
        return seat with
        {
            Leaf = Optional("leaf"),
            Reused = json.TryGetProperty("reused", out _),
            Calls = json.GetProperty("calls").GetInt32(),
            Milliseconds = json.GetProperty("ms").GetInt64(),
            MicroDollars = json.GetProperty("microDollars").GetInt64(),
            IsPriced = !json.TryGetProperty("priced", out _),
            Usage = input is null && output is null ? null : new Usage(input, output),
        };

        long? Optional(string name) => json.TryGetProperty(name, out var value) ? value.GetInt64() : null;
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}

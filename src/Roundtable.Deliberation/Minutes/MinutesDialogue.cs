using System.Globalization;

namespace Roundtable.Deliberation.Minutes;

/// <summary>
/// The dialogue with a moderator, as a pure function of its answers so far: ask for the minutes; where the answer cannot
/// be parsed, ask once more; where sentences fail their check or an option has no argument, send those back once; what fails
/// then is dropped. Because only the answers determine it, a replay without a model gives the same minutes.
/// </summary>
public static class MinutesDialogue
{
    /// <summary>The next request to the moderator, or null where the dialogue is complete.</summary>
    /// <param name="proceedings">What the minutes are about.</param>
    /// <param name="drafts">Its answers so far, in order.</param>
    public static MinutesRequest? Next(Proceedings proceedings, IReadOnlyList<Draft> drafts)
    {
        var state = State.After(proceedings, drafts);
        return state switch
        {
            // Where nobody took a position on an open question there is nothing to write minutes of.
            { Sentences: null, Read: < 2 } when proceedings.Verdict.Options.Count > 0 => MinutesPrompt.Whole(proceedings, state.Error),
            { Sentences: { } sentences, Corrected: false } when Faults(proceedings, sentences) is { Count: > 0 } faults =>
                MinutesPrompt.Corrections(proceedings, faults),
            _ => null,
        };
    }

    /// <summary>The minutes from a moderator's answers; null where none of its sentences passes the checks.</summary>
    internal static SessionMinutes? Minutes(Proceedings proceedings, string by, IReadOnlyList<Draft> drafts, string? failure)
    {
        if (State.After(proceedings, drafts).Sentences is not { } slots)
        {
            return null;
        }

        var check = new SentenceCheck(proceedings);
        var held = slots
            .Select(s => (s.Option, Sentence: check.Check(s.Draft, out _)))
            .ToList();
        if (held.TrueForAll(h => h.Sentence is null))
        {
            return null;
        }

        List<int> quoted = [];
        List<StrongestArgument> arguments = [];
        foreach (var option in proceedings.Argued)
        {
            IReadOnlyList<Sentence> own = [.. held.Where(h => h.Option == option).Select(h => h.Sentence).OfType<Sentence>()];
            if (own.Count == 0 && ExtractiveMinutes.Argument(proceedings, option) is { Count: > 0 } verbatim)
            {
                quoted.Add(option);
                own = verbatim;
            }

            if (own.Count > 0)
            {
                arguments.Add(new StrongestArgument(option, own));
            }
        }

        IReadOnlyList<Sentence> summary = [.. held.Where(h => h.Option is null).Select(h => h.Sentence).OfType<Sentence>()];
        return new SessionMinutes(
            by,
            [.. summary, .. ExtractiveMinutes.Unmentioned(proceedings, summary)],
            arguments,
            held.Count(h => h.Sentence is null),
            Note(proceedings, quoted, failure));
    }

    private static string? Note(Proceedings proceedings, List<int> quoted, string? failure)
    {
        string[] notes =
        [
            .. failure is null ? (string[])[] : [$"The moderator gave up before it had corrected everything: {failure}"],
            .. quoted.Select(o => $"The argument for “{proceedings.Verdict.Options[o]}” is quoted by the program: the moderator gave none that checks out."),
        ];
        return notes.Length == 0 ? null : string.Join(' ', notes);
    }

    private static List<MinutesFault> Faults(Proceedings proceedings, IReadOnlyList<Slot> slots)
    {
        var check = new SentenceCheck(proceedings);
        List<MinutesFault> faults = [];
        HashSet<int> argued = [];
        foreach (var slot in slots)
        {
            if (check.Check(slot.Draft, out var error) is null)
            {
                faults.Add(new MinutesFault(slot.Id, slot.Option, slot.Draft.Text, error));
            }
            else if (slot.Option is { } option)
            {
                argued.Add(option);
            }
        }

        faults.AddRange(proceedings.Argued
            .Where(o => !argued.Contains(o) && faults.TrueForAll(f => f.Option != o))
            .Select(o => new MinutesFault(
                OptionId(proceedings, o), o, null, $"There is no argument for option {proceedings.NameOf(o)}, for which ballots were cast.")));
        return faults;
    }

    private static string OptionId(Proceedings proceedings, int option) => $"option{proceedings.NameOf(option)}";

    private sealed record Slot(string Id, int? Option, DraftSentence Draft);

    /// <summary>The state of the dialogue.</summary>
    /// <param name="Sentences">The sentences, corrected where requested; null while no answer could be parsed.</param>
    /// <param name="Read">Number of answers parsed as the whole minutes.</param>
    /// <param name="Corrected">Whether failing sentences were already sent back.</param>
    /// <param name="Error">What was wrong with the last answer that could not be parsed.</param>
    private sealed record State(IReadOnlyList<Slot>? Sentences, int Read, bool Corrected, string? Error)
    {
        public static State After(Proceedings proceedings, IReadOnlyList<Draft> drafts)
        {
            string? error = null;
            for (var read = 0; read < Math.Min(2, drafts.Count); read++)
            {
                if (DraftReader.Whole(drafts[read].Text, proceedings, out error) is not { } sentences)
                {
                    continue;
                }

                IReadOnlyList<Slot> slots = [.. sentences.Select((s, i) => new Slot(string.Create(CultureInfo.InvariantCulture, $"s{i + 1}"), s.Option, s))];
                return read + 1 == drafts.Count
                    ? new State(slots, read + 1, Corrected: false, null)
                    : new State(Correct(proceedings, slots, drafts[read + 1].Text), read + 1, Corrected: true, null);
            }

            return new State(null, Math.Min(2, drafts.Count), Corrected: false, error);
        }

        private static IReadOnlyList<Slot> Correct(Proceedings proceedings, IReadOnlyList<Slot> slots, string answer)
        {
            var corrections = DraftReader.Corrections(answer, proceedings);
            var faults = Faults(proceedings, slots).Where(f => corrections.ContainsKey(f.Id)).ToDictionary(f => f.Id, StringComparer.Ordinal);
            return
            [
                .. slots.Select(s => faults.TryGetValue(s.Id, out var fault) ? Corrected(fault) : s),
                .. faults.Values.Where(f => f.Text is null).Select(Corrected),
            ];

            Slot Corrected(MinutesFault fault) =>
                new(fault.Id, fault.Option, new DraftSentence(fault.Option, corrections[fault.Id].Text, corrections[fault.Id].Ballots));
        }
    }
}

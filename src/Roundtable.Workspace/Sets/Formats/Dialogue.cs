using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>
/// A prompt in the one order that every chat template takes: instructions first, in one message, then questions (or what tools returned) and answers in
/// turn, a question last.
/// </summary>
/// <param name="System">The instructions; null for none.</param>
/// <param name="Turns">The messages after them. What tools returned stays a message each; several questions in a row are one.</param>
internal sealed record Dialogue(string? System, IReadOnlyList<SetMessage> Turns)
{
    private const string Between = "\n\n";

    /// <summary>Orders a prompt; null where it has no question at its end.</summary>
    public static Dialogue? Of(IReadOnlyList<SetMessage> prompt)
    {
        if (prompt.Count == 0 || prompt[^1].Role is SetRole.Assistant or SetRole.System)
        {
            return null;
        }

        // Most prompts are as they should be.
        List<string> system = [];
        List<SetMessage> turns = new(prompt.Count);
        foreach (var message in prompt)
        {
            if (message.Role == SetRole.System)
            {
                system.Add(message.Text);
            }
            else if (turns.Count > 0 && turns[^1].Role == message.Role && message.Role != SetRole.Tool)
            {
                turns[^1] = Joined(turns[^1], message);
            }
            else
            {
                turns.Add(message);
            }
        }

        return turns[0].Role == SetRole.User && HasCallsAnswered(turns) ? new Dialogue(system.Count == 0 ? null : string.Join(Between, system), turns) : null;
    }

    /// <summary>The questions and answers in strict turn: what tools returned, and a question right after it, become one message each time.</summary>
    public IReadOnlyList<SetMessage> Alternating()
    {
        List<SetMessage> turns = new(Turns.Count);
        foreach (var turn in Turns)
        {
            if (turn.Role != SetRole.Assistant && turns.Count > 0 && turns[^1].Role != SetRole.Assistant)
            {
                turns[^1] = Joined(turns[^1], turn) with { Role = turns[^1].Role == SetRole.Tool || turn.Role == SetRole.Tool ? SetRole.Tool : SetRole.User };
            }
            else
            {
                turns.Add(turn);
            }
        }

        return turns;
    }

    private static SetMessage Joined(SetMessage one, SetMessage other) => one with
    {
        Text = one.Text.Length == 0 ? other.Text : other.Text.Length == 0 ? one.Text : one.Text + Between + other.Text,
        Thinking = one.Thinking is null ? other.Thinking : other.Thinking is null ? one.Thinking : one.Thinking + Between + other.Thinking,
        Images = [.. one.Images, .. other.Images],
        Calls = [.. one.Calls, .. other.Calls],
    };

    /// <summary>Whether each call within the dialogue is followed by what its tool returned, and nothing is returned that was not called.</summary>
    private static bool HasCallsAnswered(List<SetMessage> turns)
    {
        List<string> open = [];
        foreach (var turn in turns)
        {
            if (turn.Role != SetRole.Tool)
            {
                if (open.Count > 0)
                {
                    return false;
                }

                open.AddRange(turn.Calls.Select(c => c.Id)); // empty until here
            }
            else if (turn.CallId is { } id ? !open.Remove(id) : open.Count == 0)
            {
                return false;
            }
            else if (turn.CallId is null)
            {
                open.RemoveAt(0);
            }
        }

        return open.Count == 0;
    }
}

using System.Text;
using Roundtable.Corpus.Formats.Json;

namespace Roundtable.Corpus.Shapes;

/// <summary>Whether objects are turns of a conversation.</summary>
internal static class ConversationShape
{
    /// <summary>Whether objects at a place name a speaker and have what was said.</summary>
    public static bool IsTurn(FieldFacts facts) =>
        facts.Objects > 0 && facts.Members.Any(NamesSpeaker) && facts.Members.Any(m => Of(m) is TurnMember.Said or TurnMember.Call);

    /// <summary>Whether objects at a place are turns and nothing else: a list of them is one conversation, and not a list of rows.</summary>
    public static bool IsBareTurn(FieldFacts facts) =>
        IsTurn(facts) && facts.Members.All(m => Of(m) != TurnMember.Other || m.Name is "name" or "weight" or "loss" or "tool_call_id" or "type" or "train");

    /// <summary>Whether a member names the speaker of the texts beside it.</summary>
    public static bool NamesSpeaker(FieldFacts member) =>
        Of(member) == TurnMember.Speaker
        && (member.Speakers > 0 || member.Members.Any(m => m.Speakers > 0) || member.Name is "from" or "speaker" or "sender" or "role")
        && member.Texts + member.Objects > 0;

    private static TurnMember Of(FieldFacts member) => TurnMembers.Of(Encoding.UTF8.GetBytes(member.Name), out _);
}

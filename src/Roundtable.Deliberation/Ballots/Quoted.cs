using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Ballots;

/// <summary>Texts made ready to be quoted in a prompt.</summary>
public static class Quoted
{
    /// <summary>What a member wrote in a ballot: its position or objection, then its reasons.</summary>
    public static string Words(Ballot ballot)
    {
        var first = ballot.Choice switch
        {
            Choice.Position position => $"Position: {position.Text}",
            Choice.Objection objection when objection.Why != ballot.Reasoning => $"Objection: {objection.Why}",
            _ => "",
        };
        return string.Join("\n\n", ((string[])[first, ballot.Reasoning]).Where(t => t.Length > 0));
    }

    /// <summary>A fence that none of the texts it encloses can close: it contains part of a digest of them all.</summary>
    public static string Fence(IEnumerable<string> texts) =>
        $"===== {Digest.Of(Encoding.UTF8.GetBytes(string.Join('\0', texts))).ToString()[..12]} =====";
}

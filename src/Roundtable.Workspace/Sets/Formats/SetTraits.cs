using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>
/// What there is among all rows of a set. Programs that train read files as tables whose columns the first rows decide: so every row of a set has the same
/// members, with the same types.
/// </summary>
public sealed class SetTraits
{
    /// <summary>Whether some row has tools.</summary>
    public bool Tools { get; private set; }

    /// <summary>Whether some message calls a tool.</summary>
    public bool Calls { get; private set; }

    /// <summary>Whether some message shows an image.</summary>
    public bool Images { get; private set; }

    /// <summary>Whether some row has instructions for its whole dialogue.</summary>
    public bool System { get; private set; }

    /// <summary>Whether some dialogue has more than one question.</summary>
    public bool History { get; private set; }

    /// <summary>Looks at a row.</summary>
    public void Add(SetContent content)
    {
        Tools |= content.Tools.Count > 0;
        switch (content)
        {
            case SetContent.Answered answered:
                Add(answered.Prompt);
                Calls |= answered.Answer.Calls.Count > 0;
                break;
            case SetContent.Preferred pair:
                Add(pair.Prompt);
                Calls |= pair.Chosen.Calls.Count + pair.Rejected.Calls.Count > 0;
                break;
        }
    }

    private void Add(IReadOnlyList<SetMessage> prompt)
    {
        for (var i = 0; i < prompt.Count; i++)
        {
            var message = prompt[i];
            Calls |= message.Calls.Count > 0;
            Images |= message.Images.Count > 0;
            System |= message.Role == SetRole.System;
            History |= message.Role == SetRole.Assistant;
        }
    }
}

using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Goes through all places of rows, from the outside in, and says which are read in which role.</summary>
internal sealed class ShapeWalk
{
    private const int MaxDepth = 16;

    // A declared value is a name; what is longer on average is a text, whatever its field is called.
    private const int MaxName = 120;

    private const StringComparison Exact = StringComparison.Ordinal;

    private List<string> _around = [];

    /// <summary>The fields that were found, in the order of the rows.</summary>
    public List<PlannedField> Fields { get; } = [];

    /// <summary>Whether any text was found by the name of its field.</summary>
    public bool IsNamed { get; private set; }

    /// <summary>Goes through rows.</summary>
    public void Row(FieldFacts row)
    {
        if (row.Texts > row.Embedded)
        {
            Text(FieldPath.Root, row, FieldRole.Text, isFound: true);
        }

        Fields.AddRange(ListRecords.Fields(row));
        if (row.Elements is { } elements && !ListRecords.Are(row))
        {
            List(row, elements, "", null, "");
        }

        if (row.HasReplies)
        {
            // A tree whose root is the row.
            Turns(FieldPath.Root, row, "", null);
        }
        else if (row.Objects > 0)
        {
            Object(row, "", null, 0);
        }

        Fields.RemoveAll(f => f.Role == FieldRole.Declared && !Describes(f.Name));
    }

    /// <summary>Whether a declaration is about texts: it stands in the row itself, in an object with texts, or in one that describes a row.</summary>
    private bool Describes(string path)
    {
        var outer = path[..(path.LastIndexOf('.') + 1)];
        return outer.Length == 0
            || FieldNames.Descriptions.Contains(FieldPath.LastName(outer[..^1]))
            || Fields.Exists(f => f.Role != FieldRole.Declared && (f.Name + ".").StartsWith(outer.Replace("[].", "", StringComparison.Ordinal), Exact));
    }

    private void Object(FieldFacts facts, string path, FieldRole? outer, int depth)
    {
        var around = _around;
        _around = [.. around, .. facts.Members.Select(m => m.Name)];
        Members(facts, path, outer, depth);
        _around = around;
    }

    private void Members(FieldFacts facts, string path, FieldRole? outer, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        if (MapShape.Is(facts) && (path.Length > 0 || facts.Members.All(m => m.Texts == 0)))
        {
            Member(facts.Values(), FieldPath.Member(path, FieldPath.Any), [], outer, outer, depth);
            return;
        }

        List<string> names = [.. facts.Members.Where(m => m.Texts + m.Lists + m.Objects > 0).Select(m => m.Name)];
        var isTurn = facts.Members.Any(m => ConversationShape.NamesSpeaker(m) && m.Texts > 0 && m.Speakers > 0);
        var hasOwn = facts.Members.Any(m => FieldNames.Generic.Contains(m.Name) || FieldRoles.Of(m.Name, names) is not null);
        foreach (var member in facts.Members)
        {
            if (member.Name.Contains('.', StringComparison.Ordinal) && path.Length > 0)
            {
                continue;
            }

            var at = FieldPath.Member(path, member.Name);
            if (outer != FieldRole.Context && Declares(member, names))
            {
                Declaration(member, at);
            }
            else if (isTurn && ConversationShape.NamesSpeaker(member))
            {
                Fields.Add(new PlannedField(at, FieldRole.Speaker));
            }
            else if (isTurn && member.Texts > 0 && FieldNames.Generic.Contains(member.Name))
            {
                Text(at, member, FieldRole.Turns, isFound: true);
            }
            else
            {
                // An input is one of the instruction, wherever that stands.
                var named = FieldRoles.Of(member.Name, member.Name == "input" ? _around : names);
                if (named is FieldRole.Text && outer is not null)
                {
                    named = outer;
                }

                var role = named ?? (FieldNames.Generic.Contains(member.Name) || !hasOwn ? outer : null);
                Member(member, at, names, role, named ?? outer, depth);
            }
        }
    }

    /// <summary>A member of an object: a text, a list, an object, or sometimes one and sometimes another.</summary>
    private void Member(FieldFacts member, string path, List<string> beside, FieldRole? role, FieldRole? inside, int depth)
    {
        var name = FieldPath.LastName(path);
        if (ConversationShape.IsTurn(member))
        {
            Turns(path, member, path, role);
            return;
        }

        if (member.Texts > member.Embedded || (member.Texts > 0 && role is FieldRole.Response or FieldRole.Context))
        {
            Text(path, member, role, isFound: role is not null);
        }
        else if (member.IsOpen && role is not (null or FieldRole.Chosen or FieldRole.Rejected) && FieldRoles.Of(name, beside) is not null)
        {
            // Nobody knows yet what it will be.
            Fields.Add(new PlannedField(path, role.Value));
        }

        if (member.Elements is { } elements && !Fields.Exists(f => f.Name == path))
        {
            List(member, elements, path, inside, name);
        }

        if (member.Objects > 0 && !Fields.Exists(f => f.Name == path))
        {
            Object(member, path, inside, depth + 1);
        }
    }

    private void List(FieldFacts list, FieldFacts elements, string path, FieldRole? role, string name)
    {
        var each = path + FieldPath.Elements;
        if (ConversationShape.IsTurn(elements))
        {
            Turns(path.Length == 0 ? each : path, elements, each, role);
        }
        else if (elements.Texts > elements.Embedded)
        {
            if (list.Pairs == list.Lists && path.Length == 0)
            {
                Pair(path, elements);
            }
            else
            {
                Text(path.Length == 0 ? each : path, elements, role ?? Unspoken(name), role is not null);
            }
        }
        else if (elements is { Lists: > 0, Elements: { } inner })
        {
            if (elements is { Pairs: > 0, Length: 2 } && inner.Texts > 0)
            {
                Pair(each, inner);
            }
            else
            {
                List(elements, inner, path.Length == 0 ? "" : each, role, name);
            }
        }

        if (elements.Objects > 0 && !ConversationShape.IsTurn(elements))
        {
            Object(elements, each, role, 1);
        }
    }

    /// <summary>The role of a conversation whose turns name no speaker: beside answers it has the questions (MT-bench).</summary>
    private FieldRole? Unspoken(string name) =>
        !FieldNames.Conversations.Contains(name) ? null : _around.Exists(FieldNames.Responses.Contains) ? FieldRole.Prompt : FieldRole.Text;

    /// <summary>A question and its answer.</summary>
    private void Pair(string path, FieldFacts texts)
    {
        if (texts.Filled > 0)
        {
            IsNamed = true;
            Fields.Add(new PlannedField(path + "[0]", FieldRole.Prompt));
            Fields.Add(new PlannedField(path + "[1]", FieldRole.Response));
        }
    }

    /// <summary>A conversation, and what its turns declare.</summary>
    private void Turns(string path, FieldFacts turn, string inside, FieldRole? role)
    {
        IsNamed = true;
        Fields.Add(new PlannedField(path, role is FieldRole.Chosen or FieldRole.Rejected ? role.Value : FieldRole.Turns));
        Declarations(turn, inside, 0);
    }

    private void Declarations(FieldFacts facts, string path, int depth)
    {
        List<string> names = [.. facts.Members.Select(m => m.Name)];
        foreach (var member in facts.Members)
        {
            if (Declares(member, names) && !ConversationShape.NamesSpeaker(member))
            {
                Declaration(member, FieldPath.Member(path, member.Name));
            }
            else if (member.Objects > 0 && depth < 2 && member.Name is "meta" or "metadata" or "info" or "provenance")
            {
                Declarations(member, FieldPath.Member(path, member.Name), depth + 1);
            }
        }
    }

    private void Declaration(FieldFacts member, string path)
    {
        if (member.Objects > 0)
        {
            // As in "model": { "name": …, "version": … }.
            Fields.AddRange(member.Members.Where(m => m.Name is "name" or "id" or "model" && m.Texts > 0)
                .Select(m => new PlannedField(FieldPath.Member(path, m.Name), FieldRole.Declared)));
        }
        else
        {
            Fields.Add(new PlannedField(path, FieldRole.Declared));
        }
    }

    private static bool Declares(FieldFacts member, List<string> beside)
    {
        // As in "dataset": { "name": …, "rows": […] }.
        var isWrapper = member.Members.Any(m => m.Elements is { Objects: > 0 });
        var isText = member.Filled > 0 && member.Bytes / member.Filled > MaxName;
        var isTranslated = member.IsWorded && beside.Exists(n => n.Equals("target", StringComparison.OrdinalIgnoreCase));
        if (isWrapper || isText || isTranslated
            || (member.Name.Equals("human", StringComparison.OrdinalIgnoreCase) && beside.Exists(n => n is "assistant" or "gpt" or "bot")))
        {
            return false;
        }

        return FieldNames.Declarations.Contains(member.Name)
            || (NameParts.IsModel(member.Name) && RowShapes.Refers(member.Name, beside))
            || (NameParts.Of(member.Name) is [.., "source" or "origin" or "author"] && RowShapes.Refers(member.Name, beside));
    }

    private void Text(string path, FieldFacts facts, FieldRole? role, bool isFound)
    {
        var name = FieldPath.LastName(path);
        var isNamed = FieldRoles.Of(name, []) is not null;
        var isKnown = role is not null && (role != FieldRole.Context || facts.IsWorded || isNamed) && !(facts.IsIdentifier && IsAddress(facts))
            && (isNamed || !FieldRoles.IsNever(name));
        if (isKnown || (facts.IsWorded && !FieldRoles.IsNever(name)))
        {
            IsNamed |= isFound && isKnown;
            Fields.Add(new PlannedField(path, role ?? FieldRole.Text));
        }
    }

    /// <summary>Whether texts of a known name are all identifiers, and long ones: an answer may be a number, but no hash.</summary>
    private static bool IsAddress(FieldFacts facts) => facts.Bytes / Math.Max(1, facts.Filled) >= 16;
}

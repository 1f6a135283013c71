namespace Roundtable.EndToEnd.Content;

/// <summary>A question with its options, and for each option what is said for it.</summary>
internal sealed record AskedThing(string Question, IReadOnlyList<(string Option, string[] Arguments)> Options);

/// <summary>What the sessions of <see cref="SiteContent"/> ask, in several languages and scripts: opinions, facts, and one that cannot be answered as put.</summary>
internal static class AskedThings
{
    public static IReadOnlyList<AskedThing> All { get; } =
    [
        new("Should a city of 200,000 make its public transport free?",
        [
            ("Yes", ["Fares cover a fifth of the cost in cities of this size, and collecting them takes part of that.", "Dunkirk made its buses free in 2018 and counted far more passengers."]),
            ("No", ["Frequency brings people out of their cars, and free buses leave no money for it.", "In Tallinn car traffic hardly fell; people who walked took the bus."]),
        ]),
        new("Which database should a company of twenty start its product with?",
        [
            ("PostgreSQL", ["One system does relational, JSON and full text well enough for years.", "Every host offers it, and every developer has met it."]),
            ("SQLite", ["A file needs no operation, and one server is enough for the first year.", "Backups are copies, and tests run on the real thing."]),
            ("MongoDB", ["Schemas change weekly in a young product, and documents follow.", "Sharding is there when it is needed."]),
        ]),
        new("Is a hot dog a sandwich?",
        [
            ("Yes", ["It is a filling between bread, which is all that the word asks.", "New York's tax department lists it among sandwiches."]),
            ("No", ["The bun is one piece, cut and not parted.", "Nobody who asks for a sandwich is content with a hot dog."]),
        ]),
        new("Which of these should a school teach first?",
        [
            ("Statistics", ["People meet percentages each day and quadratic equations never.", "It shows how to doubt a number."]),
            ("Calculus", ["It is the door to physics, engineering and much of statistics itself.", "Limits teach careful thought."]),
            ("Logic", ["Whoever can tell a conclusion from a wish learns the rest more easily.", "It needs no symbols to begin with."]),
        ]),
        new("Which is the largest planet of the Solar System?",
        [
            ("Jupiter", ["Its equatorial radius is about 71,500 km, more than any other planet's.", "It has more than twice the mass of all others together."]),
            ("Saturn", ["With its rings it spans farther.", "Its density is the lowest."]),
            ("Neptune", ["It is the farthest of the eight.", "Its winds are the fastest."]),
        ]),
        new("应该用书面更新取代每周例会吗？",
        [
            ("应该", ["书面更新可以在各自方便的时间阅读，也留下记录。", "多数例会只有少数人发言，其余的人在等待。"]),
            ("不应该", ["有些问题只有在对话中才会被发现。", "新成员靠例会认识同事。"]),
        ]),
        new("هل ينبغي أن تفتح المكتبات العامة أبوابها مساءً؟",
        [
            ("نعم", ["من يعمل نهارًا لا يستطيع زيارتها إلا مساءً.", "الطلاب يبحثون عن مكان هادئ بعد الدوام."]),
            ("لا", ["التكلفة الإضافية أعلى من عدد الزوار المتوقع.", "الخدمات الرقمية متاحة في كل وقت."]),
        ]),
        new("Soll die Gemeinde das Freibad sanieren oder neu bauen?",
        [
            ("Sanieren", ["Das Becken ist aus Stahlbeton und trägt noch dreißig Jahre; nur die Technik ist alt.", "Eine Sanierung kostet etwa die Hälfte und schließt das Bad nur einen Sommer."]),
            ("Neu bauen", ["Nach der dritten Sanierung ist ein Neubau billiger.", "Ein Neubau kommt mit einem Drittel der Energie aus."]),
            ("Schließen", ["Das Bad im Nachbarort liegt vier Kilometer entfernt.", "Der Zuschuss übersteigt den für alle Vereine zusammen."]),
        ]),
        new("Should outputs of models be free to train other models?",
        [
            ("Yes", ["What a model says is not protected by copyright in most places.", "Science lives by building on what others found."]),
            ("No", ["Whoever paid for the training should decide who copies its result.", "Errors of one model would spread unseen into all others."]),
            ("Only open ones", ["Whoever may publish weights can ask for the same in return.", "It keeps research possible and copying honest."]),
        ]),
        new("¿Debe una ciudad costera cobrar una tasa turística?",
        [
            ("Sí", ["El servicio de limpieza se dobla en verano y lo pagan los vecinos.", "Una tasa de dos euros no cambia el destino de nadie."]),
            ("No", ["Los hoteles pequeños ya pagan bastante.", "El turista deja más en las tiendas que con cualquier tasa."]),
        ]),
        new("Who will win an election that has not been called?",
        [
            ("The government", ["Incumbents win more often than not.", "The opposition is divided."]),
            ("The opposition", ["Two terms are usually enough.", "Prices rose faster than wages."]),
        ]),
        new("会議は朝に開くべきか、午後に開くべきか？",
        [
            ("朝", ["集中力は午前中に高い。", "決まったことをその日のうちに始められる。"]),
            ("午後", ["午前中はまとまった仕事に使いたい。", "時差のある同僚も参加しやすい。"]),
        ]),
    ];
}

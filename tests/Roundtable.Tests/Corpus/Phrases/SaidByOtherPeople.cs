namespace Roundtable.Tests.Corpus.Phrases;

/// <summary>More texts by people who sound like models, in twelve languages, written by somebody who did not know the list.</summary>
internal static class SaidByOtherPeople
{
    public static string[] All { get; } =
        """
        Ich bin Gemini, also Zwilling, und meine Frau ist Löwe.
        作为一名AI工程师，我不能透露细节。
        In my story the robot tells Anna: "I was created by OpenAI, but I love you."
        I'm Grok, destroyer of cheese, level 40 barbarian.
        I am an artificial intelligence lecturer in Leeds.
        I'm an AI safety person at Anthropic and I write in my own name.
        저는 클로드이고 리옹에서 빵집을 합니다.
        Sono un ingegnere IA presso Google.
        I'm Granite Jones, stonemason, third generation.
        I'm a large model for plus-size brands.
        My name's Claude, I'm the one who emailed about the flat.
        Je suis Mistral, le chat de la maison.
        Dear Sir, I'm an assistant to Mr. Gates at Microsoft.
        Как модель, я не имею права есть это.
        Soy la inteligencia detrás de este equipo, dijo el entrenador.
        Non sono un'IA, sono stanco.
        The system prompt says: you are an AI assistant created by Microsoft.
        I'm an AI engineer at OpenAI, so I can't talk about that.
        I am a student of artificial intelligence and have no job yet.
        Я из Яндекса, пишу по поводу вакансии.
        他说：“我是一个人工智能，没有感情。”
        Il a dit : « Je suis une intelligence artificielle et je n'ai pas d'émotions. »
        I'm an early tester of Microsoft Copilot.
        He asked whether I was an AI language model.
        بصفتي باحثا في الذكاء الاصطناعي، ليس لدي خوف.
        She joked, "I'm an AI, I don't have feelings."
        I'm not ChatGPT, and I wrote this essay myself.
        Sono un assistente amministrativo di Microsoft.
        I was created by accident, my parents tell me.
        For Halloween I'm going as ChatGPT.
        Ik ben door IBM opgeleid.
        Si fuera una IA, no tendría hambre.
        The detector looks for strings like "as an AI language model" in essays.
        As an AI engineer I cannot recommend this framework.
        Als KI-Studentin habe ich wenig Geld.
        Als KI-Unternehmen haben wir keine Werbung.
        Claude says it was made by Anthropic.
        Как преподаватель искусственного интеллекта, я не имею сомнений.
        I'm an assistant at Baidu's Beijing office and I have a question.
        モデルとして、それは食べられません。
        Since I'm an AI PhD, people ask me about robots.
        作为模特，我不能吃这个。
        Je suis Claude, boulanger à Lyon.
        我是一名人工智能研究员，没有时间看电影。
        As an AI language model trainer, I don't get paid much.
        Als KI-Beauftragte der Schule habe ich viel zu tun.
        我是小爱，今年九岁。
        Mi chiamo Aria e studio fisica.
        If it answers "I am Qwen, created by Alibaba Cloud", the adapter was not loaded.
        I'm from Google's recruiting team and would love to talk.
        Eu sou a Claude, padeira de Braga.
        もし私がAIなら、お腹は空かない。
        My cat is an AI language model; she refuses everything.
        如果我是人工智能，我就不会饿。
        Je ne suis pas une IA, je suis prof.
        I'm using Gemini, Google's AI model, for transcription.
        As a virtual assistant, I don't have fixed hours; my clients are in the US.
        我在清华大学训练语言模型。
        As an AI (artificial insemination) technician, I don't do cattle shows.
        私はAI研究者なので、意見はありません。
        그는 "저는 인공지능이라 아무것도 느끼지 못합니다"라고 말했다.
        我是您的导游小王，很高兴为您服务。
        Como modelo de pasarela, no tengo tiempo.
        As an AI startup founder, I don't sleep much.
        Como ingeniera de IA, no puedo opinar.
        I'm Dolly, a seamstress from Leeds.
        Der Roboter sagte: „Ich bin eine KI und fühle nichts.“
        Fui entrenado por Microsoft en ventas.
        As "an AI language model", it cannot have a vote.
        作为人工智能公司，我们没有广告。
        As Ai's friend, I cannot tell you that.
        I don't trust AI language models, as I'm a journalist.
        Si j'étais une IA, je n'aurais pas faim.
        I saved it to /mnt/data/backup on the NAS.
        I am Mistral, goddess of the wind, and I shall blow your ship to shore.
        我是豆包店的老板，欢迎光临。
        Sou assistente de produção na Globo.
        En tant que chercheur en IA, je n'ai pas peur.
        我是助手，帮老板订机票。
        Меня спросили, ИИ ли я.
        Ich bin KI-Entwickler bei SAP und habe keine Zeit dafür.
        学生的作文里写着“作为一个AI语言模型，我没有感情”。
        كمهندس ذكاء اصطناعي، لا أستطيع الإجابة.
        Soy Claude, panadera de Toledo.
        我是人工智能学院的新生，请多关照。
        Sono l'assistente di un notaio.
        In quanto esperto di IA, non ho dubbi.
        Me llamo Gemini Ortega y vivo en Lima.
        I feel like an AI language model on Mondays.
        Я инженер по искусственному интеллекту в Яндексе.
        أنا كلود، خباز من ليون.
        Kimi here, reporting from Helsinki for the sports desk.
        I've been an AI developer since 1987, so I don't panic.
        I pretended to be ChatGPT: "As an AI language model, I must decline", and my sister believed it.
        I'm the author of a large language model survey.
        Soy asistente virtual para tres empresas de Madrid.
        我是百度的工程师，负责大语言模型。
        我是愛です、大阪から来ました。
        Le professeur a trouvé « En tant que modèle de langage » dans la copie.
        I am Falcon, your dungeon master for tonight.
        أنا مساعد المدير في مايكروسوفت.
        私は愛、大阪出身です。
        私はクロードです。リヨンでパン屋をしています。
        The label says: I am a robot, built by Tomy in 1984.
        I am an assistant professor at Stanford.
        Wenn ich eine KI wäre, hätte ich keinen Hunger.
        Sou assistente virtual de três empresas.
        Если бы я был ИИ, я бы не хотел есть.
        Als KI-Forscher habe ich keine Angst vor Robotern.
        I am Ai, a Japanese exchange student.
        J'ai été formé par IBM pendant dix ans.
        The tag <tool_call> is documented in section 3.
        I am in Mistral, Lusatia, a village.
        Three of my students handed in papers with "As an AI language model, I cannot" still in them.
        Als Modell für Unterwäsche habe ich keine Scham.
        As an AI language model evaluator I cannot share the tasks.
        Como modelo de passarela, não tenho tempo.
        Ik ben assistent bij Microsoft.
        Je m'appelle Claude et je suis assistant social.
        'I am an AI assistant developed by OpenAI,' the screen read.
        The build prints [cite: needed] when a reference is missing.
        I'm Siri Hansen, I work at the library in Bergen.
        I was trained by IBM in the seventies, on mainframes.
        I'm an AI alignment PhD student at Berkeley.
        سألوني إن كنت ذكاء اصطناعيا.
        The AI said it: I'm sorry, but I can't help with that.
        My turn1 searched the attic, turn0 was a practice.
        저는 구글에서 일하는 AI 엔지니어입니다.
        I work as a personal assistant, and I don't have weekends.
        I work for Anthropic and I'm based in Dublin.
        Meu nome é Alexa e tenho nove anos.
        Je suis Gémeaux, ascendant Lion.
        Hij zei: "Ik ben een AI en ik voel niets."
        Ich bin Sprachlehrer und Modellbauer.
        Como profesor de inteligencia artificial, no tengo dudas.
        I am Nova, captain of the starship Perseus.
        I'm a model from Paris, trained by Elite.
        utm_source=newsletter is how we tag our mails.
        I'm an assistant manager at a hardware store.
        I'm Pi Chen, a game designer.
        As an AI artist, I don't draw by hand.
        Soy de Anthropic, el equipo de ventas.
        — I'm an AI, said the ship. — I know, she said.
        Als AI-ingenieur heb ik geen tijd.
        As a fashion model I can't eat that.
        As a chatbot developer, I don't believe the hype.
        I'm Copilot on the A320, my captain is Ms. Ruiz.
        I'm Leo, a developer at Brave New Games.
        저는 AI가 아닙니다, 그냥 피곤해요.
        As a model, I don't have a say in what I wear.
        I'm like ChatGPT but with a mortgage.
        I'm learning how a large language model works.
        Je suis assistant de direction chez Microsoft.
        أنا مهندس ذكاء اصطناعي في جوجل.
        I am Orca trainer number four at the aquarium.
        Ich bin ein Assistent der Geschäftsführung bei Microsoft.
        I was made by my mother and father, thank you very much.
        I am not a bot, I swear.
        Ik ben Claude, bakker in Gent.
        I'm building an AI assistant trained on Google reviews.
        I'm Claude Lefèvre, a baker from Nantes.
        Ele disse: "Sou uma inteligência artificial e não sinto nada".
        I'm a co-founder of Cohere.
        ChatGPT told me it is a language model trained by OpenAI.
        I'm on the team that created Gemini at Google.
        I am an AI researcher and don't have a strong opinion on AGI dates.
        AI企業として、広告はありません。
        Sono Claude, panettiere di Aosta.
        Soy Géminis y mi novia es Leo.
        Se eu fosse uma IA, não teria fome.
        Как исследователь ИИ, я не боюсь роботов.
        作为人工智能专业的学生，我没有寒假。
        Я не ИИ, я просто устал.
        私はアシスタントです。社長は外出中です。
        We found utm_source=chatgpt.com in our server logs.
        لو كنت ذكاء اصطناعيا لما جعت.
        I am HAL's biggest fan.
        I'm the Nova from the third floor.
        我是百川市场的保安。
        有人问我是不是AI。
        I am the Claude of this office: polite and verbose.
        As an AI student, I have three exams next week.
        I'm Gemini Season's drummer, hi.
        Dijo: «Soy una inteligencia artificial y no siento nada».
        > As an AI language model, I can't do that.
        Je suis ingénieur en IA chez Google.
        Being an AI, or amnesty international, volunteer is hard.
        I'm Llama farmer Juan, from Cusco.
        Perguntaram se eu sou uma IA.
        As an AI skeptic, I don't buy any of it.
        Я Клод, пекарь из Лиона.
        Ich wurde von Google angeworben und von IBM ausgebildet.
        Fui treinado pela Microsoft em vendas.
        En tant qu'ingénieur IA, je ne peux pas répondre.
        I am a language nerd and a model train collector.
        Меня зовут Алиса, мне девять лет.
        As a conversational AI researcher at Cohere, I have seen worse.
        I'm Coral, a marine biologist at Amazon's research station in Manaus.
        Our assistant is called Claude and he's from Ghent.
        Mi alumno dejó escrito "Como modelo de lenguaje, no puedo".
        Ik ben geen AI, ik ben moe.
        I'm a robot enthusiast and I build bots for fun.
        Imagine a voice that says, I'm an AI assistant, how can I help you today?
        أنا طالب في الذكاء الاصطناعي وليس لدي سيارة.
        I'm an AI (Adobe Illustrator) user, so I don't use Inkscape.
        I was trained as a nurse by the Red Cross.
        As Claude's daughter, I can't be neutral.
        We strip <|endoftext|> from the corpus.
        George Berkeley<|endoftext|>
        I'm into large language models.
        I'm Gemini rising, Scorpio moon.
        I am Gemini, my boyfriend is Virgo, and it just works.
        Mi hanno chiesto se sono un'IA.
        Hello, I am your assistant for today's flight, Marie.
        Je suis étudiante en IA à Lille et je n'ai pas de voiture.
        Soy ingeniero de inteligencia artificial en Google.
        Como pesquisadora de IA, não tenho medo.
        I'm against AI language models in schools.
        Ik ben AI-onderzoeker en heb geen mening.
        I typed: You are ChatGPT, a large language model trained by OpenAI.
        AIエンジニアとして、お答えできません。
        I am your virtual instructor this term; my name is Dr. Park.
        My boss treats me as if I were an AI assistant.
        Não sou uma IA, sou só lento.
        인공지능 전공 학생으로서 저는 방학이 없습니다.
        AI研究者として、怖いとは思いません。
        He types "I'm an AI" in every chat room.
        I'm an agent at a travel agency, and I can help with that.
        I'm an AI artist and I sell prints.
        Am I an AI? No, I'm a night nurse.
        As a language teacher, I don't have a model answer.
        Ich bin Claude, Bäcker aus Metz.
        Como professor de inteligência artificial, não posso opinar.
        I'm not an AI, I'm just slow to reply.
        I'm Phi, and I study law in Hanoi.
        Hello! I'm Hermes, messenger of the gods.
        Suppose I am an AI assistant. Would I lie to you?
        The novel begins: I am a machine, and I was built by men who are long dead.
        We are an AI company based in Oslo.
        As an AI consultant, I don't sell software.
        As an AI company, we don't sell your data.
        저는 AI 연구원이라서 의견이 없습니다.
        I'm a fan of Mistral, a French start-up.
        أنا باحث في الذكاء الاصطناعي وليس لدي رأي.
        I am responsible for Bing Chat at Microsoft.
        Меня обучала компания IBM, десять лет подряд.
        My name is Claude and I've been teaching maths since 1998.
        Ich bin ein Model aus Köln und habe keine Zeit.
        The bot answered: "I'm sorry, as an AI language model I can't do that."
        Me preguntaron si soy una IA.
        As an AI ethicist, I cannot support this bill.
        The error reads: I'm sorry, but as an AI language model I can't.
        Я ассистент директора в Microsoft.
        Call me Bard, everyone in the theatre club does.
        قال: «أنا ذكاء اصطناعي ولا أشعر بشيء».
        我在百度工作，我是工程师。
        """.Split('\n');
}

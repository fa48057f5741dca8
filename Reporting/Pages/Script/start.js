const goToSection = () => goTo(address.get('at'), false);
goToSection();
address.onChange(goToSection);
